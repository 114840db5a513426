-- What the projection itself has to remember. Nobody reads it: no policy lets a reader in.
CREATE TABLE notified_orders (
    order_id       uuid PRIMARY KEY,
    organization   text NOT NULL,
    author         uuid NOT NULL,
    -- The supplier's staff who wrote it for the author.
    placed_by      uuid,
    -- Who submitted it last.
    submitter      uuid,
    -- Who asked last to call it off.
    wishes         uuid,
    -- Whether people were told that it waits for credit.
    waits          boolean NOT NULL
);

ALTER TABLE notified_orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE notified_orders FORCE ROW LEVEL SECURITY;
CREATE POLICY writes_all ON notified_orders TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);
