-- The findings on the four outcomes in one area, latest first.

SELECT
    outcome,
    finding,
    method,
    found_on,
    source,
    is_independent
FROM outcome_finding
WHERE area_id = $area_id
ORDER BY
    found_on DESC,
    outcome ASC,
    finding ASC
