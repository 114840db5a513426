-- Every version of every document of the settlement ledger, with the time in which we knew it.
CREATE TABLE settlement_entries (
    document       uuid NOT NULL,
    sequence       bigint NOT NULL,
    organization   text NOT NULL,
    contract       uuid NOT NULL,
    currency       text NOT NULL,
    kind           text NOT NULL,
    side           text NOT NULL,
    number         text NOT NULL,
    effective      date NOT NULL,
    due            date,
    amount         numeric NOT NULL,
    -- Above zero is owed by the customer, below zero to them.
    signed         numeric NOT NULL GENERATED ALWAYS AS (CASE side WHEN 'debit' THEN amount ELSE -amount END) STORED,
    -- How much of the amount settles other documents, as the document says itself.
    allocated      numeric NOT NULL,
    order_id       uuid,
    -- Known from a moment on, until just before another; what counts now is known for ever.
    known_from     timestamptz NOT NULL,
    known_to       timestamptz NOT NULL DEFAULT 'infinity',
    -- What is not settled of a document that counts now.
    open           numeric NOT NULL DEFAULT 0,
    position       bigint NOT NULL,
    PRIMARY KEY (document, sequence)
);
CREATE UNIQUE INDEX settlement_entries_current ON settlement_entries (document) WHERE known_to = 'infinity';
CREATE INDEX settlement_entries_account
    ON settlement_entries (organization, known_to, currency, contract, effective, document);
-- What is owed, over all organizations: a small part of all that ever was.
CREATE INDEX settlement_entries_open ON settlement_entries (organization, currency)
    INCLUDE (contract, side, kind, due, effective, open) WHERE open > 0;
CREATE INDEX settlement_entries_order ON settlement_entries (order_id)
    WHERE known_to = 'infinity' AND order_id IS NOT NULL;

ALTER TABLE settlement_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE settlement_entries FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON settlement_entries FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON settlement_entries TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);
