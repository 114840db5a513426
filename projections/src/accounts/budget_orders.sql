CREATE TABLE budget_orders (
    order_id       uuid NOT NULL,
    budget_id      uuid NOT NULL,
    organization   text NOT NULL,
    -- What the order takes, reserved or consumed.
    takes          numeric NOT NULL,
    PRIMARY KEY (order_id, budget_id)
);

ALTER TABLE budget_orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE budget_orders FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON budget_orders FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON budget_orders TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);
