-- All records of funding of one area as returned: those without a date of decision first, then the latest.

SELECT
    project,
    source_name,
    route,
    kind,
    outcome,
    asked_gbp,
    awarded_gbp,
    hours,
    council_support,
    is_linked,
    submitted_on,
    decided_on
FROM funding
WHERE area_id = $area_id
ORDER BY
    decided_on DESC NULLS FIRST,
    project ASC,
    source_name ASC
