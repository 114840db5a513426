-- The journal: the append-only record of everything that happened, and what must be
-- true together with it. Runs as kabinet_owner; the roles exist before (see
-- gateway/src/database).

CREATE SCHEMA journal;
GRANT USAGE ON SCHEMA journal TO kabinet_writer, kabinet_reader;

-- CACHE must stay 1: the fence relies on positions being handed out in order.
CREATE SEQUENCE journal.position AS bigint CACHE 1;
GRANT USAGE, SELECT ON SEQUENCE journal.position TO kabinet_writer;

CREATE TABLE journal.events (
    -- The seven columns that postgres-es reads, by its names.
    aggregate_type   text NOT NULL,
    aggregate_id     text NOT NULL,
    sequence         bigint NOT NULL CHECK (sequence > 0),
    event_type       text NOT NULL,
    event_version    text NOT NULL,
    -- json and not jsonb: the text stays as it was hashed, byte for byte.
    payload          json NOT NULL,
    metadata         json NOT NULL,
    -- The owner of the stream: 'supplier' or the id of a buyer organization.
    organization     text NOT NULL,
    position         bigint NOT NULL DEFAULT nextval('journal.position'),
    event_id         uuid NOT NULL,
    actor            text NOT NULL,
    on_behalf_of     text,
    correlation_id   uuid NOT NULL,
    causation_id     uuid,
    idempotency_key  text,
    -- By the clock of the service: hashed; people, filters and asOf use it.
    occurred_at      timestamptz NOT NULL,
    -- By the clock of the database: when it became known.
    recorded_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- The first sequence of the append that wrote the event: the chain restarts its
    -- running digest there, so it can be recomputed.
    append_first     bigint NOT NULL,
    hash_version     smallint NOT NULL DEFAULT 1,
    content_hash     bytea NOT NULL CHECK (octet_length(content_hash) = 32),
    -- NOT NULL also refuses an append whose predecessor does not exist: the hash of
    -- nothing is nothing.
    chain_hash       bytea NOT NULL CHECK (octet_length(chain_hash) = 32),
    CONSTRAINT events_pkey PRIMARY KEY (aggregate_type, aggregate_id, sequence, organization)
);
CREATE UNIQUE INDEX events_position ON journal.events (position);
CREATE INDEX events_organization_position ON journal.events (organization, position);
CREATE INDEX events_correlation ON journal.events (correlation_id);
CREATE INDEX events_recorded ON journal.events USING brin (recorded_at);

CREATE FUNCTION journal.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'KB001';
END $$;
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal.events
    FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_change();

GRANT SELECT, INSERT ON journal.events TO kabinet_writer;
GRANT SELECT ON journal.events TO kabinet_reader;

ALTER TABLE journal.events ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal.events FORCE ROW LEVEL SECURITY;

-- What a reader may see: the rows of the organization of its transaction, or all of
-- them for the supplier's staff. Without settings nothing matches.
CREATE FUNCTION journal.current_organization() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT current_setting('kabinet.organization', true) $$;
CREATE FUNCTION journal.is_staff() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(current_setting('kabinet.staff', true), '') = 'on' $$;
CREATE POLICY reads_own_organization ON journal.events FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON journal.events TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

-- The fence ---------------------------------------------------------------------
-- An append takes a shared advisory lock that carries the last position handed out
-- before its own. A reader may read up to the smallest of the locks that are held.
-- It asks this in a statement of its own, before it reads.
CREATE FUNCTION journal.safe_position() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    handed_out bigint;
    fenced bigint;
BEGIN
    SELECT CASE WHEN is_called THEN last_value ELSE 0 END INTO handed_out FROM journal.position;
    SELECT min(((classid::bigint & 65535) << 32) | objid::bigint) INTO fenced
      FROM pg_locks
     WHERE locktype = 'advisory' AND objsubid = 1 AND (classid::bigint >> 16) = 17747
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
    RETURN least(handed_out, coalesce(fenced, handed_out));
END $$;
GRANT EXECUTE ON FUNCTION journal.safe_position() TO kabinet_writer;

-- What stands beside the events -----------------------------------------------------
-- The first result of a request with a key; the same request gets it again.
CREATE TABLE journal.idempotency (
    organization   text NOT NULL,
    actor          text NOT NULL,
    key            text NOT NULL,
    request_hash   bytea NOT NULL CHECK (octet_length(request_hash) = 32),
    outcome        json NOT NULL,
    position       bigint NOT NULL,
    recorded_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT idempotency_pkey PRIMARY KEY (organization, actor, key)
);
GRANT SELECT, INSERT ON journal.idempotency TO kabinet_writer;

-- Uniqueness across streams: an e-mail, an INN.
CREATE TABLE journal.claims (
    kind    text NOT NULL,
    value   text NOT NULL,
    owner   text NOT NULL,
    CONSTRAINT claims_pkey PRIMARY KEY (kind, value)
);
GRANT SELECT, INSERT, DELETE ON journal.claims TO kabinet_writer;

-- Bodies of the texts that people wrote. Events hold a salted digest of them.
CREATE TABLE journal.texts (
    id             uuid PRIMARY KEY,
    organization   text NOT NULL,
    salt           bytea NOT NULL,
    body           text NOT NULL,
    written_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT, DELETE ON journal.texts TO kabinet_writer;
GRANT SELECT ON journal.texts TO kabinet_reader;
ALTER TABLE journal.texts ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal.texts FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON journal.texts FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON journal.texts TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

-- Who reads the journal, and how far ------------------------------------------------
CREATE TABLE journal.projections (
    name         text PRIMARY KEY,
    version      integer NOT NULL,
    position     bigint NOT NULL DEFAULT 0,
    updated_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, UPDATE ON journal.projections TO kabinet_writer;
GRANT SELECT ON journal.projections TO kabinet_reader;

CREATE TABLE journal.reactions (
    name         text PRIMARY KEY,
    position     bigint NOT NULL DEFAULT 0,
    updated_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT, UPDATE ON journal.reactions TO kabinet_writer;

-- What a reaction did about an event. The row is written together with the events
-- that it appended, so a reaction happens once however often it is tried.
CREATE TABLE journal.outcomes (
    reaction       text NOT NULL,
    event_id       uuid NOT NULL,
    organization   text NOT NULL,
    -- 'done', 'already_so' or 'refused'.
    outcome        text NOT NULL CHECK (outcome IN ('done', 'already_so', 'refused')),
    code           text,
    position       bigint,
    recorded_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT outcomes_pkey PRIMARY KEY (event_id, reaction)
);
GRANT SELECT, INSERT ON journal.outcomes TO kabinet_writer;
GRANT SELECT ON journal.outcomes TO kabinet_reader;
ALTER TABLE journal.outcomes ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal.outcomes FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON journal.outcomes FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON journal.outcomes TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

-- Events that a projection or a reaction could not take, and the later events of
-- the same streams, which wait behind them.
CREATE TABLE journal.parked (
    consumer         text NOT NULL,
    aggregate_type   text NOT NULL,
    aggregate_id     text NOT NULL,
    position         bigint NOT NULL,
    error            text NOT NULL,
    parked_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT parked_pkey PRIMARY KEY (consumer, aggregate_type, aggregate_id, position)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON journal.parked TO kabinet_writer;
GRANT SELECT ON journal.parked TO kabinet_reader;
-- Errors may quote what is in an event, and the streams are those of all organizations.
ALTER TABLE journal.parked ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal.parked FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_as_staff ON journal.parked FOR SELECT TO kabinet_reader USING ((SELECT journal.is_staff()));
CREATE POLICY writes_all ON journal.parked TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

-- Read tables: every projection's, rebuilt from the journal at any time.
CREATE SCHEMA read;
GRANT USAGE ON SCHEMA read TO kabinet_writer, kabinet_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA read GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO kabinet_writer;
ALTER DEFAULT PRIVILEGES IN SCHEMA read GRANT SELECT ON TABLES TO kabinet_reader;
