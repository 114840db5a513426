CREATE TABLE order_lines (
    order_id          uuid NOT NULL,
    organization      text NOT NULL,
    product           uuid NOT NULL,
    -- From 1, in the order of the lines.
    place             integer NOT NULL,
    article           text NOT NULL,
    name              text NOT NULL,
    unit              text NOT NULL,
    quantity          numeric NOT NULL,
    -- How many have left.
    shipped           numeric NOT NULL,
    -- How many of those have arrived.
    delivered         numeric NOT NULL,
    -- How many were called off after the supplier had accepted them.
    cancelled         numeric NOT NULL,
    currency          text NOT NULL,
    price             numeric NOT NULL,
    price_type        uuid NOT NULL,
    price_type_name   text NOT NULL,
    vat_included      boolean NOT NULL,
    -- Percent, or 'none'.
    vat_rate          text NOT NULL,
    -- Percent.
    discount          numeric NOT NULL,
    net               numeric NOT NULL,
    vat               numeric NOT NULL,
    gross             numeric NOT NULL,
    PRIMARY KEY (order_id, product)
);

ALTER TABLE order_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON order_lines FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON order_lines TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);
