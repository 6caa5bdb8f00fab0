-- order: 71
-- name: Spending as a share of award
-- short: Spent of awarded
-- topic: Spending
-- unit: % of pounds awarded
-- in words: in {area}, {value} of the money awarded has been reported as spent
-- kind: rate
-- direction: none
-- counts people: no
-- interval: none
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 100
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: Pounds spent in all years, as reported in spending returns, as a share of all pounds awarded to the area.
--   Only areas where both are known are counted. It can exceed 100% if an area spent more than its known awards.
-- caveat: Where a return is missing, the true share is higher. An area that is still open may have plans for the rest.

WITH given AS (
    SELECT
        area_id,
        sum(amount_gbp::DECIMAL(18, 2)) AS awarded_gbp
    FROM allocation
    GROUP BY area_id
    HAVING sum(amount_gbp::DECIMAL(18, 2)) > 0
),

used AS (
    SELECT
        area_id,
        sum(spent_gbp::DECIMAL(18, 2)) AS spent_gbp
    FROM spending
    GROUP BY area_id
    HAVING count(spent_gbp) > 0
)

SELECT
    used.area_id AS place_id,
    'all years' AS period,
    used.spent_gbp AS numerator,
    given.awarded_gbp AS denominator
FROM used
INNER JOIN given ON used.area_id = given.area_id
