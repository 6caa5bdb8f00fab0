-- order: 78
-- name: Average small grant
-- short: Average small grant
-- topic: Spending
-- unit: £ per grant
-- in words: in {area}, the average small grant was {value}
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
--   grants, by date. “All years” is all of them combined. A grant without an amount is left out.
-- caveat: A few large grants can raise the average a lot. Amounts are in cash terms (not adjusted for inflation).

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
