-- A commitment that was kept or not was made before.
-- table: council_event
-- severity: warning
-- mend: Add the commitment as it was made, under the same short name.

SELECT
    area_id,
    happened_on,
    kind,
    what,
    CASE
        WHEN commitment IS NULL THEN 'which commitment it was is not said'
        ELSE 'the commitment “' || commitment || '” is nowhere said to have been made'
    END AS says
FROM council_event
WHERE
    kind IN ('commitment kept', 'commitment not kept')
    AND (
        commitment IS NULL
        OR (area_id, lower(commitment)) NOT IN (
            SELECT (made.area_id, lower(made.commitment))
            FROM council_event AS made
            WHERE made.kind = 'commitment made' AND made.commitment IS NOT NULL
        )
    )
