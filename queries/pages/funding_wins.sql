-- All that some areas won, with what each counts as (see the macro won_as), the latest decisions first. $areas joins
-- the ids of the areas by a dot.

WITH chosen AS (
    SELECT unnest(string_split($areas, '.')) AS area_id
)

SELECT
    funding.area_id,
    funding.project,
    funding.source_name,
    funding.route,
    funding.kind,
    won_as(funding.kind, funding.route) AS won_as,
    funding.awarded_gbp,
    funding.hours,
    funding.council_support,
    funding.decided_on
FROM funding
INNER JOIN chosen ON funding.area_id = chosen.area_id
WHERE is_win(funding.outcome, funding.is_linked)
ORDER BY
    funding.decided_on DESC NULLS LAST,
    funding.area_id ASC,
    funding.project ASC,
    funding.source_name ASC
