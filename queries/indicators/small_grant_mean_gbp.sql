-- order: 78
-- name: Size of a small grant
-- short: Average small grant
-- topic: Spending
-- unit: £ a grant
-- in words: in {area}, a small grant was of {value} on average
-- kind: mean
-- direction: none
-- counts people: no
-- interval: t
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: Pounds of the small grants that the area gave to groups and people nearby, divided by the number of those
--   grants, by the date of each; all years are those together. A grant without a sum is left out.
-- caveat: A few large grants can make most of an average. It is in pounds of the day.

WITH dated AS (
    SELECT
        area_id,
        amount_gbp,
        unnest([left(awarded_on, 4), 'all years']) AS period
    FROM small_grant
    WHERE amount_gbp IS NOT NULL
)

SELECT
    area_id AS place_id,
    period,
    sum(amount_gbp::DECIMAL(18, 2)) AS numerator,
    count(*) AS denominator,
    sum(power(amount_gbp, 2)) AS sum_squares
FROM dated
WHERE period IS NOT NULL
GROUP BY
    area_id,
    period
