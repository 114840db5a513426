-- The INN of a sole trader or of a private person is personal data. It is claimed as a
-- digest under a key of this installation: the few INNs that there are could all be tried
-- against a bare one.
CREATE TABLE organizations.claim_key (
    only_one   boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    key        bytea NOT NULL CHECK (octet_length(key) = 32)
);
INSERT INTO organizations.claim_key (key)
VALUES (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
GRANT SELECT ON organizations.claim_key TO kabinet_writer;
