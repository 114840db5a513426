-- Files that 1C uploads for customers: contracts, invoices, acts, statements with stamps.

CREATE SCHEMA documents;
GRANT USAGE ON SCHEMA documents TO kabinet_writer, kabinet_reader;

-- What is in them: the same bytes are kept once.
CREATE TABLE documents.contents (
    sha256     bytea PRIMARY KEY CHECK (octet_length(sha256) = 32),
    body       bytea NOT NULL,
    -- When it came last: what no file has for a day is swept.
    kept_at    timestamptz NOT NULL
);
ALTER TABLE documents.contents ALTER body SET STORAGE EXTERNAL;

CREATE TABLE documents.files (
    id             uuid PRIMARY KEY,
    base           text NOT NULL REFERENCES exchange.bases,
    -- The id and the version in 1C.
    source         text NOT NULL,
    version        bigint NOT NULL,
    organization   text NOT NULL,
    order_id       uuid,
    kind           text NOT NULL,
    number         text,
    date           date NOT NULL,
    name           text NOT NULL,
    media          text NOT NULL,
    size           bigint NOT NULL,
    sha256         bytea NOT NULL REFERENCES documents.contents,
    withdrawn      boolean NOT NULL DEFAULT false,
    received_at    timestamptz NOT NULL,
    CONSTRAINT files_source UNIQUE (base, source)
);
CREATE INDEX files_latest ON documents.files (organization, date DESC, id DESC) WHERE NOT withdrawn;
CREATE INDEX files_order ON documents.files (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX files_sha256 ON documents.files (sha256);

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA documents TO kabinet_writer;
GRANT SELECT ON ALL TABLES IN SCHEMA documents TO kabinet_reader;
ALTER TABLE documents.files ENABLE ROW LEVEL SECURITY;
ALTER TABLE documents.files FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON documents.files FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON documents.files TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);
ALTER TABLE documents.contents ENABLE ROW LEVEL SECURITY;
ALTER TABLE documents.contents FORCE ROW LEVEL SECURITY;
-- The rows of files that are seen here are those that whoever reads may see.
CREATE POLICY reads_of_own_files ON documents.contents FOR SELECT TO kabinet_reader
    USING (EXISTS (SELECT FROM documents.files WHERE files.sha256 = contents.sha256));
CREATE POLICY writes_all ON documents.contents TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

-- Raw documents of batches are forgotten after a time; what became of them stays.
ALTER TABLE exchange.chunks ALTER arrived DROP NOT NULL;
CREATE INDEX chunks_arrived ON exchange.chunks (taken_at) WHERE arrived IS NOT NULL;
