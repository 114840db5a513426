-- The exchange with 1C over JSON: who may send, what was sent, and what it was tied to.

CREATE SCHEMA exchange;
GRANT USAGE ON SCHEMA exchange TO kabinet_writer, kabinet_reader;

-- The bases of 1C that exchange data with us.
CREATE TABLE exchange.bases (
    name              text PRIMARY KEY,
    added_at          timestamptz NOT NULL,
    -- The last position of its outbox, and the last one that it acknowledged. Counting in the
    -- row makes the order of positions the order of commits.
    outbox_position   bigint NOT NULL DEFAULT 0,
    outbox_acked      bigint NOT NULL DEFAULT 0 CHECK (outbox_acked <= outbox_position)
);

-- kabinet_reader does not see this table.
CREATE TABLE exchange.credentials (
    id             uuid PRIMARY KEY,
    base           text NOT NULL REFERENCES exchange.bases,
    -- SHA-256 of 256 random bits: there is nothing to guess, so a slow digest gains nothing.
    secret_hash    bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    added_at       timestamptz NOT NULL,
    -- From when on it opens nothing; never, if nothing is said.
    ends_at        timestamptz,
    last_used_at   timestamptz
);
CREATE INDEX credentials_base ON exchange.credentials (base);

-- Counterparties of 1C, and the organizations that they are.
CREATE TABLE exchange.counterparties (
    base           text NOT NULL REFERENCES exchange.bases,
    id             text NOT NULL,
    version        bigint NOT NULL,
    inn            text,
    kpp            text,
    name           text NOT NULL,
    -- Nothing while none is known. Who was tied stays tied, whatever the INN becomes.
    organization   text,
    tied_by        text CHECK (tied_by IN ('inn_kpp', 'operator')),
    changed_at     timestamptz NOT NULL,
    CONSTRAINT counterparties_pkey PRIMARY KEY (base, id),
    CONSTRAINT counterparties_tied CHECK ((organization IS NULL) = (tied_by IS NULL))
);

-- Contracts of 1C, and ours that they are.
CREATE TABLE exchange.contracts (
    base           text NOT NULL REFERENCES exchange.bases,
    id             text NOT NULL,
    version        bigint NOT NULL,
    organization   text NOT NULL,
    contract       uuid NOT NULL REFERENCES organizations.contracts,
    changed_at     timestamptz NOT NULL,
    CONSTRAINT contracts_pkey PRIMARY KEY (base, id)
);
CREATE INDEX contracts_contract ON exchange.contracts (contract);

-- What 1C itself says the balance is. It is compared with the sum of the entries.
CREATE TABLE exchange.balances (
    base           text NOT NULL REFERENCES exchange.bases,
    organization   text NOT NULL,
    contract       uuid NOT NULL,
    currency       text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    -- Above zero: the customer owes.
    amount         numeric NOT NULL,
    as_of          timestamptz NOT NULL,
    received_at    timestamptz NOT NULL,
    CONSTRAINT balances_pkey PRIMARY KEY (organization, contract, currency, base)
);

-- What 1C last said about an order.
CREATE TABLE exchange.order_statuses (
    base           text NOT NULL REFERENCES exchange.bases,
    id             text NOT NULL,
    version        bigint NOT NULL,
    organization   text NOT NULL,
    order_id       uuid NOT NULL,
    status         text NOT NULL,
    -- The number that 1C gave to the order.
    number         text,
    stated_at      timestamptz NOT NULL,
    CONSTRAINT order_statuses_pkey PRIMARY KEY (base, id)
);
CREATE INDEX order_statuses_order ON exchange.order_statuses (order_id, stated_at);

-- Credit limits that 1C has set: which version of each is known.
CREATE TABLE exchange.credit_limits (
    base           text NOT NULL REFERENCES exchange.bases,
    id             text NOT NULL,
    version        bigint NOT NULL,
    organization   text NOT NULL,
    currency       text NOT NULL,
    changed_at     timestamptz NOT NULL,
    CONSTRAINT credit_limits_pkey PRIMARY KEY (base, id)
);

-- Everything that was sent.
CREATE TABLE exchange.batches (
    id           uuid PRIMARY KEY,
    base         text NOT NULL REFERENCES exchange.bases,
    -- The id that 1C gave to it.
    key          text NOT NULL,
    sent_at      timestamptz,
    state        text NOT NULL CHECK (state IN ('receiving', 'completed')),
    -- The request that takes it in now, or did last. Another one takes its place.
    attempt      uuid NOT NULL,
    attempts     integer NOT NULL DEFAULT 1,
    began_at     timestamptz NOT NULL,
    ended_at     timestamptz,
    -- SHA-256 of the uncompressed body; known at the end.
    sha256       bytea CHECK (octet_length(sha256) = 32),
    bytes        bigint NOT NULL DEFAULT 0,
    documents    bigint NOT NULL DEFAULT 0,
    -- The counts, in the shape of domain::exchange::run::BatchCounts.
    counts       json NOT NULL,
    run          uuid,
    CONSTRAINT batches_key UNIQUE (base, key),
    CONSTRAINT batches_completed CHECK ((state = 'completed') = (ended_at IS NOT NULL)
        AND (state = 'completed') = (sha256 IS NOT NULL))
);
CREATE INDEX batches_latest ON exchange.batches (began_at DESC, id DESC);

-- What arrived, as it arrived, and what was answered: so many documents together.
CREATE TABLE exchange.chunks (
    batch       uuid NOT NULL REFERENCES exchange.batches ON DELETE CASCADE,
    number      integer NOT NULL,
    -- SHA-256 of the documents: a batch that was cut off comes with the same ones again.
    sha256      bytea NOT NULL CHECK (octet_length(sha256) = 32),
    documents   integer NOT NULL,
    bytes       bigint NOT NULL,
    counts      json NOT NULL,
    -- The documents, one a line, compressed by gzip.
    arrived     bytea NOT NULL,
    -- The answers, one a line, compressed by gzip.
    outcomes    bytea NOT NULL,
    taken_at    timestamptz NOT NULL,
    CONSTRAINT chunks_pkey PRIMARY KEY (batch, number)
);
-- Both are compressed already.
ALTER TABLE exchange.chunks ALTER arrived SET STORAGE EXTERNAL, ALTER outcomes SET STORAGE EXTERNAL;

-- Documents that were refused, with what was wrong. One that was taken in later stays, with when.
CREATE TABLE exchange.refused (
    id           uuid PRIMARY KEY,
    base         text NOT NULL REFERENCES exchange.bases,
    batch        uuid NOT NULL REFERENCES exchange.batches ON DELETE CASCADE,
    number       bigint NOT NULL,
    kind         text,
    document     text,
    body         text NOT NULL,
    code         text NOT NULL,
    russian      text NOT NULL,
    english      text NOT NULL,
    field        text,
    -- Whether the same document may be taken in later.
    retry        boolean NOT NULL,
    refused_at   timestamptz NOT NULL,
    tries        integer NOT NULL DEFAULT 1,
    settled_at   timestamptz,
    CONSTRAINT refused_number UNIQUE (batch, number)
);
CREATE INDEX refused_waiting ON exchange.refused (base, refused_at) WHERE settled_at IS NULL;

-- What 1C has to fetch. The body is made from the order when it is fetched.
CREATE TABLE exchange.outbox (
    base           text NOT NULL REFERENCES exchange.bases,
    position       bigint NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('order_confirmed', 'order_changed', 'order_cancelled')),
    organization   text NOT NULL,
    order_id       uuid NOT NULL,
    event_id       uuid NOT NULL,
    occurred_at    timestamptz NOT NULL,
    acked_at       timestamptz,
    CONSTRAINT outbox_pkey PRIMARY KEY (base, position),
    CONSTRAINT outbox_event UNIQUE (base, event_id)
);

-- The orders that 1C may name, by their number.
CREATE TABLE exchange.orders (
    order_id       uuid PRIMARY KEY,
    organization   text NOT NULL,
    number         text NOT NULL,
    CONSTRAINT orders_number UNIQUE (number)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA exchange TO kabinet_writer;
GRANT SELECT ON exchange.bases, exchange.counterparties, exchange.contracts, exchange.balances,
    exchange.credit_limits, exchange.order_statuses, exchange.batches, exchange.chunks, exchange.refused, exchange.outbox,
    exchange.orders TO kabinet_reader;

-- What 1C sent is the supplier's to see; a balance and a status are their organization's as well.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['bases', 'counterparties', 'contracts', 'balances', 'credit_limits', 'order_statuses',
                                'batches', 'chunks', 'refused', 'outbox', 'orders'] LOOP
        EXECUTE format('ALTER TABLE exchange.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE exchange.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY writes_all ON exchange.%I TO kabinet_writer, kabinet_owner
                            USING (true) WITH CHECK (true)', name);
        EXECUTE format('CREATE POLICY reads_as_staff ON exchange.%I FOR SELECT TO kabinet_reader
                            USING ((SELECT journal.is_staff()))', name);
    END LOOP;
END $$;
CREATE POLICY reads_own_organization ON exchange.balances FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()));
CREATE POLICY reads_own_organization ON exchange.order_statuses FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()));
