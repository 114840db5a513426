-- The catalogue as 1C keeps it: reference tables, nobody's projection and nobody's tenant.
-- Ids are derived from the ids of 1C (domain::catalogue), so that a repetition finds its rows.
create schema catalogue;

-- Units of measurement by their code of OKEI (OK 015-94). A file from 1C may add or rename them.
create table catalogue.units (
    code text primary key,
    name text not null
);

insert into catalogue.units (code, name) values
    ('006', 'м'), ('018', 'пог. м'), ('055', 'м2'), ('112', 'л'), ('113', 'м3'), ('163', 'г'), ('166', 'кг'),
    ('168', 'т'), ('356', 'ч'), ('625', 'лист'), ('704', 'набор'), ('715', 'пара'), ('736', 'рул'),
    ('778', 'упак'), ('796', 'шт'), ('812', 'ящ'), ('839', 'компл'), ('868', 'бут');

create table catalogue.categories (
    id uuid primary key,
    external_id text not null unique,
    -- Children come before their parents in the stream of a file.
    parent uuid references catalogue.categories deferrable initially deferred,
    name text not null,
    name_en text,
    -- The order in which 1C lists them.
    position integer not null,
    deleted boolean not null default false,
    version text
);

create index categories_by_parent on catalogue.categories (parent, position);

create table catalogue.products (
    id uuid primary key,
    external_id text not null unique,
    article text,
    name text not null,
    name_en text,
    description text,
    -- OKEI; null when 1C does not say it.
    unit_code text,
    unit_name text not null,
    -- Percent; null means sold without VAT.
    vat_rate smallint check (vat_rate in (0, 5, 7, 10, 18, 20, 22)),
    -- 1C did not say the rate, and the one of the import's setting stands in.
    vat_assumed boolean not null,
    category uuid references catalogue.categories,
    -- Marked for deletion in 1C.
    deleted boolean not null default false,
    -- Whether its offer stands.
    active boolean not null default true,
    -- Known by its offer alone; the card of the product has not come yet.
    by_offer boolean not null default false,
    -- The version of the card in 1C, for equality only.
    version text,
    -- Code points order Russian names well once case and ё are out of the way.
    sort_name text collate "C" not null generated always as (translate(lower(name), 'ё', 'е')) stored,
    search tsvector not null generated always as (
        setweight(to_tsvector('simple'::regconfig, coalesce(article, '')), 'A')
        || setweight(to_tsvector('russian'::regconfig, translate(name, 'ёЁ', 'еЕ')), 'A')
        || setweight(to_tsvector('english'::regconfig, coalesce(name_en, '')), 'B')
        || setweight(to_tsvector('russian'::regconfig, translate(left(coalesce(description, ''), 20000), 'ёЁ', 'еЕ')), 'C')
    ) stored
);

create index products_by_name on catalogue.products (sort_name, id) where active and not deleted;
create index products_by_category on catalogue.products (category, sort_name, id);
create index products_by_article on catalogue.products (lower(article) text_pattern_ops);
create index products_by_text on catalogue.products using gin (search);

create table catalogue.price_types (
    id uuid primary key,
    external_id text not null unique,
    name text not null,
    -- ISO 4217.
    currency text not null,
    vat_included boolean not null,
    deleted boolean not null default false,
    version text
);

create table catalogue.prices (
    price_type uuid not null references catalogue.price_types,
    product uuid not null references catalogue.products,
    -- For one unit. Zero ends the price that stood before: 1C writes it for "no price".
    amount numeric(19, 4) not null check (amount >= 0),
    currency text not null,
    -- The unit as the price names it, when it does.
    unit text,
    -- What the price itself says about VAT; null means as its type.
    vat_included boolean,
    valid_from timestamptz not null,
    primary key (product, price_type, valid_from)
);

create table catalogue.warehouses (
    id uuid primary key,
    external_id text not null unique,
    name text not null,
    deleted boolean not null default false,
    version text
);

create table catalogue.stock (
    product uuid not null references catalogue.products,
    warehouse uuid not null references catalogue.warehouses,
    quantity numeric(19, 3) not null,
    primary key (product, warehouse)
);

-- Which bytes were taken in before, and when for the first time.
create table catalogue.taken_files (
    sha256 text primary key,
    name text not null,
    kind text not null,
    run uuid not null,
    taken_at timestamptz not null
);

grant usage on schema catalogue to kabinet_writer, kabinet_reader;
grant select, insert, update, delete on all tables in schema catalogue to kabinet_writer;
grant select on all tables in schema catalogue to kabinet_reader;
