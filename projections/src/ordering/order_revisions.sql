-- What was submitted, and what was cut or amended since: one row for each revision of an order.
CREATE TABLE order_revisions (
    order_id        uuid NOT NULL,
    -- The sequence of the event that made it.
    sequence        bigint NOT NULL,
    organization    text NOT NULL,
    -- The name of that event: Submitted, Reduced or Amended.
    event           text NOT NULL,
    round           integer NOT NULL,
    revision        text NOT NULL,
    -- The approval case of the round, if it needed one.
    approval_case   uuid,
    cost_centre     uuid,
    -- In the shapes of domain::ordering::order::Delivery, Line and Totals.
    delivery        jsonb,
    lines           jsonb NOT NULL,
    totals          jsonb NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (order_id, sequence)
);

ALTER TABLE order_revisions ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_revisions FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON order_revisions FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON order_revisions TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);
