-- Discounts of an organization on goods of a category and those below it; on all goods without a
-- category. The nearest category decides.
create table catalogue.discounts (
    organization text not null,
    category uuid references catalogue.categories,
    percent numeric(5, 2) not null check (percent > 0 and percent < 100),
    valid_from timestamptz not null,
    valid_to timestamptz check (valid_to > valid_from),
    unique nulls not distinct (organization, category, valid_from)
);
grant select, insert, update, delete on catalogue.discounts to kabinet_writer;
grant select on catalogue.discounts to kabinet_reader;
alter table catalogue.discounts enable row level security;
alter table catalogue.discounts force row level security;
create policy reads_own_organization on catalogue.discounts for select to kabinet_reader
    using (organization = (select journal.current_organization()) or (select journal.is_staff()));
create policy writes_all on catalogue.discounts to kabinet_writer, kabinet_owner using (true) with check (true);
