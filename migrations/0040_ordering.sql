-- Carts: nobody's history, so tables. And the numbers of orders.

CREATE SCHEMA ordering;
GRANT USAGE ON SCHEMA ordering TO kabinet_writer, kabinet_reader;

CREATE SEQUENCE ordering.order_number AS bigint;
GRANT USAGE ON SEQUENCE ordering.order_number TO kabinet_writer;

-- One cart of a person in an organization; its version counts every change, and a
-- draft consumes the cart in the version that it was made from.
CREATE TABLE ordering.carts (
    id             uuid PRIMARY KEY,
    organization   text NOT NULL,
    person         uuid NOT NULL,
    version        bigint NOT NULL DEFAULT 1,
    changed_at     timestamptz NOT NULL,
    CONSTRAINT carts_owner UNIQUE (organization, person)
);
CREATE TABLE ordering.cart_lines (
    cart       uuid NOT NULL REFERENCES ordering.carts ON DELETE CASCADE,
    product    uuid NOT NULL,
    quantity   numeric NOT NULL CHECK (quantity > 0),
    added_at   timestamptz NOT NULL,
    PRIMARY KEY (cart, product)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON ordering.carts, ordering.cart_lines TO kabinet_writer;
GRANT SELECT ON ordering.carts, ordering.cart_lines TO kabinet_reader;
ALTER TABLE ordering.carts ENABLE ROW LEVEL SECURITY;
ALTER TABLE ordering.carts FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_cart ON ordering.carts FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization())
       AND person::text = (SELECT current_setting('kabinet.person', true)));
CREATE POLICY writes_all ON ordering.carts TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);
ALTER TABLE ordering.cart_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE ordering.cart_lines FORCE ROW LEVEL SECURITY;
-- The subquery is under the policy of carts itself.
CREATE POLICY reads_own_cart ON ordering.cart_lines FOR SELECT TO kabinet_reader
    USING (EXISTS (SELECT FROM ordering.carts WHERE carts.id = cart_lines.cart));
CREATE POLICY writes_all ON ordering.cart_lines TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);
