CREATE TABLE order_details (
    order_id       uuid PRIMARY KEY,
    organization   text NOT NULL,
    author         uuid NOT NULL,
    -- Who of the supplier's staff wrote it for the author.
    placed_by      uuid,
    -- A text of journal.texts.
    comment        uuid,
    cost_centre    uuid,
    wanted_on      date,
    -- In the shape of domain::ordering::order::Delivery.
    delivery       jsonb,
    -- Product, comment and cost centre of every line that has one of the two.
    lines          jsonb NOT NULL,
    -- Those of the order and of its lines, separated by commas.
    cost_centres   text NOT NULL
);

CREATE INDEX order_details_placed ON order_details (organization, placed_by) WHERE placed_by IS NOT NULL;

ALTER TABLE order_details ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_details FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON order_details FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON order_details TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);
