CREATE TABLE order_states (
    order_id       uuid NOT NULL,
    -- The sequence of the event that led there.
    sequence       bigint NOT NULL,
    organization   text NOT NULL,
    -- The name of that event.
    event          text NOT NULL,
    -- Where the order stands since.
    status         text NOT NULL,
    round          integer NOT NULL,
    -- The hold that was put or released.
    hold           text,
    -- The code of a refused confirmation.
    code           text,
    comment        uuid,
    at             timestamptz NOT NULL,
    actor          text NOT NULL,
    on_behalf_of   text,
    PRIMARY KEY (order_id, sequence)
);

ALTER TABLE order_states ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_states FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON order_states FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON order_states TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);
