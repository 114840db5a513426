SELECT count(*) AS "count!"
  FROM notifications told
 WHERE told.person = $1 AND ($2::text IS NULL OR told.organization = $2)
   AND (NOT $3 OR (NOT EXISTS (SELECT FROM notifications.read_up_to mark
                                WHERE mark.person = told.person AND mark.organization = told.organization
                                  AND mark.position >= told.position)
               AND NOT EXISTS (SELECT FROM notifications.read single
                                WHERE single.person = told.person AND single.organization = told.organization
                                  AND single.event_id = told.event_id)))
