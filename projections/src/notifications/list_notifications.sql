SELECT told.event_id, told.organization, told.position, told.kind, told.order_id, told.case_id, told.delegation_id,
       told.reconciliation, told.text_id, told.in_place_of, told.actor, told.at, seen.read_at AS "read_at?"
  FROM notifications told
  -- Read by itself, or with all up to a later one: the earliest counts.
  LEFT JOIN LATERAL (
       SELECT least(
           (SELECT single.read_at FROM notifications.read single
             WHERE single.person = told.person AND single.organization = told.organization
               AND single.event_id = told.event_id),
           (SELECT mark.read_at FROM notifications.read_up_to mark
             WHERE mark.person = told.person AND mark.organization = told.organization
               AND mark.position >= told.position
             ORDER BY mark.position LIMIT 1)) AS read_at) seen ON true
 WHERE told.person = $1 AND ($2::text IS NULL OR told.organization = $2) AND (NOT $3 OR seen.read_at IS NULL)
   AND ($4::bigint IS NULL OR told.position < $4) AND ($5::bigint IS NULL OR told.position > $5)
 ORDER BY CASE WHEN $6 THEN told.position END, told.position DESC
 LIMIT $7
