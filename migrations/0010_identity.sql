-- People: how they are called, how they prove who they are, and where they are signed in.

CREATE SCHEMA identity;
GRANT USAGE ON SCHEMA identity TO kabinet_writer, kabinet_reader;

-- Names and addresses of people. Nothing else holds them, so erasing a person is
-- deleting one row; what hangs on it goes as well.
CREATE TABLE identity.directory (
    person       uuid PRIMARY KEY,
    full_name    text NOT NULL,
    -- In lower case: people do not remember how they wrote it.
    email        text NOT NULL,
    phone        text,
    CONSTRAINT directory_email UNIQUE (email)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.directory TO kabinet_writer;
GRANT SELECT ON identity.directory TO kabinet_reader;
ALTER TABLE identity.directory ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.directory FORCE ROW LEVEL SECURITY;
-- Colleagues are seen as well: their policy is beside organizations.access, which it asks.
CREATE POLICY reads_oneself ON identity.directory FOR SELECT TO kabinet_reader
    USING (person::text = (SELECT current_setting('kabinet.person', true)) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON identity.directory TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

-- kabinet_reader sees none of the tables below.
CREATE TABLE identity.credentials (
    person          uuid PRIMARY KEY REFERENCES identity.directory ON DELETE CASCADE,
    -- Argon2id as a PHC string: the parameters are in it.
    password_hash   text NOT NULL,
    changed_at      timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.credentials TO kabinet_writer;

CREATE TABLE identity.sessions (
    -- SHA-256 of the token. The token itself is only in the browser's cookie.
    id_hash        bytea PRIMARY KEY CHECK (octet_length(id_hash) = 32),
    person         uuid NOT NULL REFERENCES identity.directory ON DELETE CASCADE,
    created_at     timestamptz NOT NULL,
    last_seen_at   timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    user_agent     text,
    address        text
);
CREATE INDEX sessions_person ON identity.sessions (person);
CREATE INDEX sessions_expires ON identity.sessions (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.sessions TO kabinet_writer;

-- Attempts to sign in that have not succeeded. The subject is a digest, so that the
-- table names nobody; accounts that do not exist are counted like those that do.
CREATE TABLE identity.attempts (
    subject         bytea PRIMARY KEY CHECK (octet_length(subject) = 32),
    failures        integer NOT NULL CHECK (failures >= 0),
    last_at         timestamptz NOT NULL,
    blocked_until   timestamptz NOT NULL
);
CREATE INDEX attempts_last ON identity.attempts (last_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.attempts TO kabinet_writer;
