-- How far a version of the code, named by the digest of the events that it knows, has found
-- the journal readable.
CREATE TABLE journal.readable (
    shapes     bytea PRIMARY KEY CHECK (octet_length(shapes) = 32),
    position   bigint NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON journal.readable TO kabinet_writer;
