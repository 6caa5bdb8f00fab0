-- order: 76
-- name: Small grants made
-- short: Small grants
-- topic: Spending
-- unit: grants
-- in words: small grants known to have been made in {area}: {value}
-- kind: count
-- direction: none
-- counts people: no
-- interval: none
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: Small grants that the area gave to groups and people nearby, by the date of each. A calendar year has a
--   figure where rows of it were returned and no return that touches it is said to be not sent, and it is 0 where
--   every return of the year is said to be complete or to have nothing to report. All years hold whatever has come.
-- caveat: Areas chose freely whether to give small grants; more is not better. They are money given out, not won, and
--   most are also part of the money spent.

WITH dated AS (
    SELECT
        area_id,
        unnest([left(awarded_on, 4), 'all years']) AS period
    FROM small_grant
),

counted AS (
    SELECT
        area_id,
        period,
        count(*) AS row_count,
        count(*) AS amount
    FROM dated
    WHERE period IS NOT NULL
    GROUP BY
        area_id,
        period
),

told AS (
    SELECT *
    FROM told_year
    WHERE table_name = 'small_grant' AND first_month = 1
)

SELECT
    area_id AS place_id,
    period,
    known_amount(counted.amount, counted.row_count, told.is_complete, told.lacks_return) AS numerator,
    cast(NULL AS DOUBLE) AS denominator
FROM counted
FULL JOIN told USING (area_id, period)
WHERE numerator IS NOT NULL
