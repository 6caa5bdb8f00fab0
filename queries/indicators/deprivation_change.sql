-- order: 11
-- name: Change in deprivation compared with England
-- short: Change in deprivation
-- topic: Deprivation
-- unit: percentage points
-- in words: compared with English neighbourhoods, {area} changed by {value}, where plus means more deprived
-- kind: change
-- direction: none
-- counts people: no
-- interval: none
-- roll up: median
-- due: always
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: imd_2010, imd_2015, imd_2019, imd_2025
-- method: The share of English neighbourhoods that are less deprived, in the later edition minus the earlier one.
-- caveat: This is a relative change. Areas were chosen because they were deprived, so some movement towards the average
--   is expected. It does not show the effect of the programme.

WITH edition AS (
    SELECT
        place_id,
        edition,
        numerator,
        lag(edition) OVER earlier AS edition_before,
        lag(numerator) OVER earlier AS numerator_before,
        first_value(edition) OVER earlier AS edition_first,
        first_value(numerator) OVER earlier AS numerator_first
    FROM context
    WHERE series = 'deprivation_rank'
    WINDOW earlier AS (PARTITION BY place_id ORDER BY edition)
)

SELECT
    place_id,
    edition_before || ' to ' || edition AS period,
    numerator - numerator_before AS numerator,
    cast(NULL AS DOUBLE) AS denominator
FROM edition
WHERE edition_before IS NOT NULL
UNION ALL
SELECT
    place_id,
    edition_first || ' to ' || edition AS period,
    numerator - numerator_first AS numerator,
    cast(NULL AS DOUBLE) AS denominator
FROM edition
WHERE
    edition_first < edition_before
    AND edition = (SELECT max(latest.edition) FROM edition AS latest)
