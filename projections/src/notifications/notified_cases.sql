-- What the projection itself has to remember. Nobody reads it: no policy lets a reader in.
CREATE TABLE notified_cases (
    case_id        uuid PRIMARY KEY,
    organization   text NOT NULL,
    -- The aggregate itself: whom the next event concerns is asked of it.
    state          jsonb NOT NULL
);

ALTER TABLE notified_cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE notified_cases FORCE ROW LEVEL SECURITY;
CREATE POLICY writes_all ON notified_cases TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);
