-- Writes streams with the organization of each, or nothing.
--
-- The insert selects from every part below: PostgreSQL drops a part that nothing
-- reads, and the fence must be taken before the first position is drawn.
WITH relied_on AS MATERIALIZED (
    -- Shared, so that a block waits for the appends that it did not stop.
    SELECT access.epoch
      FROM organizations.access
     WHERE access.person = $1 AND access.organization = $2 AND access.epoch = $3
       FOR SHARE
), predecessor AS MATERIALIZED (
    -- The event before the first one; for a stream that begins, the one in its place.
    -- A lateral lookup is one probe of the primary key whatever the planner knows: as
    -- EXISTS it was hashed over the first events of all streams.
    SELECT stream.number, stream.organization, stream.aggregate_type, stream.aggregate_id, stream.first,
           CASE
               WHEN stream.first > 1 AND earlier.organization = stream.organization THEN earlier.chain_hash
               -- A stream that another organization began cannot begin again.
               WHEN stream.first = 1 AND coalesce(earlier.organization, stream.organization) = stream.organization
                    THEN stream.genesis
           END AS chain_hash
      FROM unnest($26::text[], $5::text[], $6::text[], $7::bigint[], $8::bytea[]) WITH ORDINALITY
           AS stream (organization, aggregate_type, aggregate_id, first, genesis, number)
      LEFT JOIN LATERAL (
           SELECT event.organization, event.chain_hash
             FROM journal.events event
            WHERE event.aggregate_type = stream.aggregate_type
              AND event.aggregate_id = stream.aggregate_id
              AND event.sequence = greatest(stream.first - 1, 1)
            LIMIT 1) AS earlier ON true
), fence AS MATERIALIZED (
    SELECT pg_advisory_xact_lock_shared(
               (17747::bigint << 48) | (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM journal.position))
), recorded AS (
    INSERT INTO journal.events (
        aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, organization,
        event_id, actor, on_behalf_of, correlation_id, causation_id, idempotency_key, occurred_at, append_first,
        content_hash, chain_hash)
    SELECT predecessor.aggregate_type, predecessor.aggregate_id, event.sequence, event.event_type,
           event.event_version, event.payload::json, event.metadata::json, predecessor.organization,
           event.event_id, $9, $10, $11, $12, $13, $14, predecessor.first,
           event.content_hash, sha256(predecessor.chain_hash || event.running_digest)
      FROM fence,
           unnest($15::bigint[], $16::bigint[], $17::uuid[], $18::text[], $19::text[], $20::text[], $21::text[],
                  $22::bytea[], $23::bytea[]) WITH ORDINALITY
           AS event (stream_number, sequence, event_id, event_type, event_version, payload, metadata,
                     content_hash, running_digest, place)
      JOIN predecessor ON predecessor.number = event.stream_number
     WHERE $1::uuid IS NULL OR EXISTS (SELECT FROM relied_on)
     ORDER BY event.place
    RETURNING position
), remembered AS (
    INSERT INTO journal.idempotency (organization, actor, key, request_hash, outcome, position)
    SELECT $4, $9, $13, $24, $25::text::json, max(recorded.position)
      FROM recorded
     WHERE $13::text IS NOT NULL
    HAVING count(*) > 0
)
SELECT max(recorded.position) AS position FROM recorded
