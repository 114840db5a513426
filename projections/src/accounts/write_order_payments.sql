-- What is paid for the orders that documents of a page are about, or documents that settle them. A
-- return settles an invoice, too, but nobody paid for it.
WITH concerned AS MATERIALIZED (
    SELECT unnest($1::uuid[]) AS document
    UNION
    SELECT link.document FROM unnest($1::uuid[]) AS touched (document) CROSS JOIN LATERAL (
        SELECT settles.document FROM settlement_links settles
         WHERE settles.target = touched.document AND settles.counts OFFSET 0) AS link
), orders AS MATERIALIZED (
    SELECT version.order_id, version.organization, min(version.currency) AS currency
      FROM concerned CROSS JOIN LATERAL (
          SELECT order_id, organization, currency FROM settlement_entries entry
           WHERE entry.document = concerned.document AND entry.order_id IS NOT NULL OFFSET 0) AS version
     GROUP BY version.order_id, version.organization
), entries AS MATERIALIZED (
    SELECT entry.* FROM orders CROSS JOIN LATERAL (
        SELECT document, order_id, kind, side, open FROM settlement_entries current
         WHERE current.order_id = orders.order_id AND current.known_to = 'infinity' OFFSET 0) AS entry
), parts AS (
    SELECT part.document, part.target, part.amount
      FROM settlement_parts((SELECT array_agg(document) FROM entries WHERE kind = 'invoice')) AS part
), sided AS (
    SELECT document AS invoice, target AS other, amount FROM parts
    UNION ALL
    SELECT target, document, amount FROM parts
), paid AS (
    SELECT entries.order_id, sided.amount
      FROM sided JOIN entries ON entries.document = sided.invoice AND entries.kind = 'invoice'
      CROSS JOIN LATERAL (
          SELECT FROM settlement_entries payment
           WHERE payment.document = sided.other AND payment.known_to = 'infinity' AND payment.kind = 'payment'
          OFFSET 0) AS payment
    UNION ALL
    SELECT order_id, open FROM entries WHERE kind = 'payment' AND side = 'credit'
)
INSERT INTO order_payments AS known (order_id, organization, currency, paid)
SELECT orders.order_id, orders.organization, orders.currency,
       trim_scale(coalesce((SELECT sum(amount) FROM paid WHERE paid.order_id = orders.order_id), 0))
  FROM orders ORDER BY orders.order_id
ON CONFLICT (order_id) DO UPDATE SET paid = excluded.paid
 WHERE known.paid <> excluded.paid
