-- Of whom a refused document is: when they become known it is taken in again by itself.
ALTER TABLE exchange.refused ADD counterparty text, ADD contract text;
CREATE INDEX refused_of_counterparty ON exchange.refused (base, counterparty)
    WHERE settled_at IS NULL AND retry AND counterparty IS NOT NULL;
