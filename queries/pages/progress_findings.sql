-- The findings of studies and reviews on the four outcomes: about the whole programme first, then the latest first.

SELECT
    outcome,
    area_id,
    finding,
    method,
    found_on,
    source,
    is_independent
FROM outcome_finding
ORDER BY
    outcome ASC,
    area_id IS NULL DESC,
    found_on DESC,
    finding ASC,
    area_id ASC
