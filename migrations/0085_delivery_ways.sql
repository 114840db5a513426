-- How the supplier delivers and what that costs. Kept from files, as legal entities are;
-- an order freezes what it chose.

CREATE TABLE ordering.delivery_ways (
    id             uuid PRIMARY KEY,
    -- The operator's own name of it in files.
    code           text NOT NULL CONSTRAINT delivery_ways_code UNIQUE CHECK (code <> ''),
    name           text NOT NULL CHECK (name <> ''),
    -- The buyer fetches the goods: no address goes with it.
    pick_up        boolean NOT NULL,
    -- Zero is free of charge.
    price          numeric NOT NULL CHECK (price >= 0),
    currency       text NOT NULL,
    -- Percent, or 'none'.
    vat_rate       text NOT NULL,
    vat_included   boolean NOT NULL,
    -- The cost of the goods with VAT from which on it is free of charge.
    free_from      numeric CHECK (free_from > 0),
    -- Not offered any more; orders that chose it keep it.
    withdrawn      boolean NOT NULL DEFAULT false
);
GRANT SELECT, INSERT, UPDATE ON ordering.delivery_ways TO kabinet_writer;
GRANT SELECT ON ordering.delivery_ways TO kabinet_reader;
