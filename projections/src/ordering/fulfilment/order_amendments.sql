CREATE TABLE order_amendments (
    order_id      uuid NOT NULL,
    -- The sequence of the event by which the supplier changed the order.
    sequence      bigint NOT NULL,
    organization  text NOT NULL,
    reason        uuid NOT NULL,
    difference    jsonb NOT NULL,
    at            timestamptz NOT NULL,
    actor         text NOT NULL,
    PRIMARY KEY (order_id, sequence)
);

ALTER TABLE order_amendments ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_amendments FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON order_amendments FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON order_amendments TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);
