CREATE TABLE order_list (
    order_id               uuid PRIMARY KEY,
    organization           text NOT NULL,
    number                 text,
    status                 text NOT NULL,
    holds                  text[] NOT NULL,
    -- The code of the refusal, when the last confirmation was refused.
    confirmation_refused   text,
    author                 uuid NOT NULL,
    contract               uuid NOT NULL,
    contract_number        text NOT NULL,
    currency               text NOT NULL,
    net                    numeric NOT NULL,
    vat                    numeric NOT NULL,
    gross                  numeric NOT NULL,
    line_count             integer NOT NULL,
    round                  integer NOT NULL,
    revision               text,
    approval_case          uuid,
    paid                   numeric NOT NULL,
    -- Null where there is nothing to say: before the acceptance, and after a cancellation.
    payment                text,
    expected_on            date,
    -- Whether the buyer asks for a cancellation and waits for an answer.
    cancellation_asked     boolean NOT NULL,
    -- Where the goods of the last submission are brought, if anywhere.
    delivery_address       uuid,
    created_at             timestamptz NOT NULL,
    submitted_at           timestamptz,
    updated_at             timestamptz NOT NULL,
    -- The sequence of the last event of the order, and its place in the journal.
    version                bigint NOT NULL,
    position               bigint NOT NULL,
    -- Drafts have no number; a row without a key could not be a place in a list.
    sort_number            text COLLATE "C" NOT NULL GENERATED ALWAYS AS (coalesce(number, '')) STORED,
    -- Hundredths of the currency. Comparing numerics may raise errors, which could leak rows, so
    -- under row security no index would serve them; comparing integers cannot.
    sort_gross             bigint NOT NULL
                           GENERATED ALWAYS AS (least(gross * 100, 9223372036854775807)::bigint) STORED
);

-- The list as it is first shown: to a member, to a purchaser, by status.
CREATE INDEX order_list_created ON order_list (organization, created_at DESC, order_id DESC);
CREATE INDEX order_list_author ON order_list (organization, author, created_at DESC, order_id DESC);
CREATE INDEX order_list_status ON order_list (organization, status, created_at DESC, order_id DESC);
-- What is not paid yet, and the cancellations that wait for an answer.
CREATE INDEX order_list_payment ON order_list (organization, payment, created_at DESC, order_id DESC);
CREATE INDEX order_list_all_payment ON order_list (payment, created_at DESC, order_id DESC);
CREATE INDEX order_list_asked ON order_list (created_at DESC, order_id DESC) WHERE cancellation_asked;
-- Whether goods were brought to an address before.
CREATE INDEX order_list_address ON order_list (organization, delivery_address) WHERE delivery_address IS NOT NULL;
-- The other sortings of a member.
CREATE INDEX order_list_updated ON order_list (organization, updated_at DESC, order_id DESC);
CREATE INDEX order_list_gross ON order_list (organization, sort_gross DESC, order_id DESC);
CREATE INDEX order_list_number ON order_list (organization, sort_number DESC, order_id DESC);
-- The same for staff, who see all organizations at once.
CREATE INDEX order_list_all_created ON order_list (created_at DESC, order_id DESC);
CREATE INDEX order_list_all_status ON order_list (status, created_at DESC, order_id DESC);
CREATE INDEX order_list_all_updated ON order_list (updated_at DESC, order_id DESC);
CREATE INDEX order_list_all_gross ON order_list (sort_gross DESC, order_id DESC);
CREATE INDEX order_list_all_number ON order_list (sort_number DESC, order_id DESC);

ALTER TABLE order_list ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_list FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON order_list FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON order_list TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);
