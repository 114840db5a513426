CREATE TABLE order_cancellations (
    order_id      uuid NOT NULL,
    -- The sequence of the event by which the buyer asked.
    sequence      bigint NOT NULL,
    organization  text NOT NULL,
    -- What is to be called off: products with their quantities; empty means all that remained.
    lines         jsonb NOT NULL,
    reason        uuid NOT NULL,
    asked_at      timestamptz NOT NULL,
    asked_by      text NOT NULL,
    -- Null while it waits for an answer.
    outcome       text,
    answer        uuid,
    answered_at   timestamptz,
    PRIMARY KEY (order_id, sequence)
);

ALTER TABLE order_cancellations ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_cancellations FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON order_cancellations FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON order_cancellations TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);
