-- Characteristics, properties, pictures, barcodes, prices by quantity, quarantine.

alter table catalogue.products
    add column barcode text,
    -- Paths of pictures as 1C names them; the pictures themselves are files.
    add column pictures text[] not null default '{}',
    -- The values of each property, in words: {"property": ["value", …]}.
    add column properties jsonb not null default '{}',
    -- What tells a variant from its siblings, in the order of 1C: [["Цвет", "синий"], …].
    add column characteristics jsonb not null default '[]',
    -- A characteristic of a product is goods of its own: with prices, stock, and lines of orders.
    add column variant_of uuid references catalogue.products,
    -- An article as people type it: without blanks and signs, in capitals.
    add column article_key text not null
        generated always as (upper(regexp_replace(coalesce(article, ''), '[^[:alnum:]]', '', 'g'))) stored;

create index products_by_base on catalogue.products (variant_of) where variant_of is not null;
create index products_by_barcode on catalogue.products (barcode) where barcode is not null;
create index products_by_article_key on catalogue.products (article_key text_pattern_ops);
create index products_by_properties on catalogue.products using gin (properties jsonb_path_ops);

create table catalogue.properties (
    id uuid primary key,
    external_id text not null unique,
    name text not null,
    deleted boolean not null default false,
    version text
);

-- The words of values that files name by an id.
create table catalogue.property_values (
    id uuid primary key,
    property uuid not null references catalogue.properties,
    external_id text not null,
    name text not null,
    unique (property, external_id)
);

-- From which quantity on a price holds; zero means from the first unit. And until when it was in
-- force: null for the last one, so that the price of a moment is found without sorting history.
alter table catalogue.prices
    add column min_quantity numeric(19, 3) not null default 0 check (min_quantity >= 0),
    add column valid_to timestamptz,
    drop constraint prices_pkey,
    add primary key (product, price_type, min_quantity, valid_from),
    add constraint prices_in_time check (valid_to > valid_from);

update catalogue.prices p set valid_to = later.valid_from
from (select product, price_type, min_quantity, valid_from as since,
             lead(valid_from) over (partition by product, price_type, min_quantity order by valid_from) as valid_from
      from catalogue.prices) later
where (p.product, p.price_type, p.min_quantity, p.valid_from)
      = (later.product, later.price_type, later.min_quantity, later.since)
  and later.valid_from is not null;

-- Whoever writes prices and stock looks up in the same transaction what they belong to, and goods
-- are never deleted: to check each row once more would only cost time.
alter table catalogue.prices
    drop constraint prices_product_fkey,
    drop constraint prices_price_type_fkey;
alter table catalogue.stock
    drop constraint stock_product_fkey,
    drop constraint stock_warehouse_fkey;

-- Objects of files that could not be taken in, until they can.
create table catalogue.quarantine (
    kind text not null,
    -- The id in 1C, or the name when it has none.
    object text not null,
    reason text not null,
    file text not null,
    first_run uuid not null,
    last_run uuid not null,
    since timestamptz not null,
    last_seen timestamptz not null,
    primary key (kind, object, reason)
);

grant select, insert, update, delete on all tables in schema catalogue to kabinet_writer;
grant select on all tables in schema catalogue to kabinet_reader;
-- What 1C sent amiss is for those who run the service.
revoke select on catalogue.quarantine from kabinet_reader;
