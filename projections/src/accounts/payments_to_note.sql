-- Of which orders the ledger knows something else to be paid, among those that the documents of a
-- stretch of the journal are about, or documents that settle them. The ledger has to have passed it.
WITH stretch AS MATERIALIZED (
    SELECT position, aggregate_type, aggregate_id FROM journal.events
     WHERE position > $1
       AND position <= (SELECT position FROM journal.projections WHERE name = 'settlement_entries')
     ORDER BY position LIMIT $2
), documents AS MATERIALIZED (
    SELECT DISTINCT aggregate_id::uuid AS document FROM stretch WHERE aggregate_type = 'settlement_document'
), concerned AS MATERIALIZED (
    SELECT document FROM documents
    UNION
    SELECT link.target FROM documents CROSS JOIN LATERAL (
        SELECT target FROM settlement_links WHERE settlement_links.document = documents.document OFFSET 0) AS link
    UNION
    SELECT link.document FROM documents CROSS JOIN LATERAL (
        SELECT settles.document FROM settlement_links settles
         WHERE settles.target = documents.document AND settles.counts OFFSET 0) AS link
), orders AS MATERIALIZED (
    SELECT DISTINCT version.order_id FROM concerned CROSS JOIN LATERAL (
        SELECT order_id FROM settlement_entries entry
         WHERE entry.document = concerned.document AND entry.order_id IS NOT NULL OFFSET 0) AS version
), differing AS (
    SELECT ledger.order_id, ledger.organization, ledger.currency, ledger.paid
      FROM orders JOIN order_payments ledger USING (order_id) JOIN order_list ours USING (order_id)
     WHERE ledger.paid <> ours.paid
)
SELECT (SELECT max(position) FROM stretch) AS last, differing.order_id AS "order_id?",
       differing.organization AS "organization?", differing.currency AS "currency?", differing.paid AS "paid?"
  FROM (SELECT) AS always LEFT JOIN differing ON true ORDER BY differing.order_id
