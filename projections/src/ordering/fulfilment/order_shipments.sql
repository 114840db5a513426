CREATE TABLE order_shipments (
    shipment      uuid PRIMARY KEY,
    order_id      uuid NOT NULL,
    organization  text NOT NULL,
    -- What left: products with their quantities.
    lines         jsonb NOT NULL,
    carrier       text,
    tracking      text,
    expected_on   date,
    shipped_at    timestamptz NOT NULL,
    delivered_at  timestamptz
);

CREATE INDEX order_shipments_order ON order_shipments (order_id, shipped_at);

ALTER TABLE order_shipments ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_shipments FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON order_shipments FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON order_shipments TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);
