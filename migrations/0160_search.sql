-- Searching goods: words that are near to what was typed, and prices by amount.
create extension if not exists pg_trgm with schema catalogue;

-- The words of the names on offer, in the form in which they stand there. Written after each run
-- that changed goods; a typed word that begins none of them is taken for the nearest one.
create table catalogue.words (
    word text primary key,
    goods integer not null
);
create index words_by_likeness on catalogue.words using gin (word catalogue.gin_trgm_ops);
create index words_by_beginning on catalogue.words (word text_pattern_ops);

-- Counts every run that changed the catalogue: what was counted before is stale then.
create table catalogue.generation (
    singleton boolean primary key default true check (singleton),
    number bigint not null default 0
);
insert into catalogue.generation default values;

create index prices_in_force on catalogue.prices (product, price_type) include (amount, valid_from, min_quantity)
    where valid_to is null;

grant select, insert, update, delete on catalogue.words, catalogue.generation to kabinet_writer;
grant select on catalogue.words, catalogue.generation to kabinet_reader;
