-- order: 54
-- name: Funders of grants nearby
-- short: Funders
-- topic: Grants nearby
-- unit: funders
-- in words: near {area}, grants of {value} funders were recorded
-- kind: count
-- direction: none
-- counts people: no
-- interval: none
-- roll up: median
-- due: always
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- part years: 2018
-- sources: grants
-- method: Funders with at least half a grant, weighted as above, in the year; the Lottery fund and central
--   government are counted too.
-- caveat: The address is the recipient's, often a head office, so a grant here was not necessarily won by the area.
--   Areas were chosen because they had missed out, so some growth would be expected anyway. 2018 is a part year.

WITH award_year AS (
    SELECT DISTINCT award_year
    FROM grant_around
),

area_year AS (
    SELECT
        area.area_id,
        award_year.award_year
    FROM area
    CROSS JOIN award_year
)

SELECT
    area_year.area_id AS place_id,
    cast(area_year.award_year AS VARCHAR) AS period,
    cast(count(DISTINCT grant_around.funder_name) AS DOUBLE) AS numerator,
    cast(NULL AS DOUBLE) AS denominator
FROM area_year
LEFT JOIN grant_around
    ON
        area_year.area_id = grant_around.area_id
        AND area_year.award_year = grant_around.award_year
        AND grant_around.grants >= 0.5
GROUP BY area_year.area_id, area_year.award_year
