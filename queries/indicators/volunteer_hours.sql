-- order: 64
-- name: Hours that volunteers gave
-- short: Volunteer hours
-- topic: Participation
-- unit: hours
-- in words: in {area}, hours known to have been given by volunteers: {value}
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
-- method: Hours that the returns of volunteer time tell. A row counts in the financial year in which its period ends.
--   A financial year, April to March, has a figure where rows of it were returned and no return that touches it is
--   said to be not sent, and it is 0 where every return of the year is said to be complete or to have nothing to
--   report and lists none. All years hold whatever has come.
-- caveat: Many hours are estimates, and areas count in different ways. Hours are never turned into pounds here. More
--   is not better: the same few may be giving them.

WITH dated AS (
    SELECT
        area_id,
        hours,
        unnest([year_name(period_end, 4), 'all years']) AS period
    FROM volunteer_time
),

counted AS (
    SELECT
        area_id,
        period,
        count(*) AS row_count,
        sum(cast(hours AS DECIMAL(18, 2))) AS amount
    FROM dated
    GROUP BY
        area_id,
        period
),

told AS (
    SELECT *
    FROM told_year
    WHERE table_name = 'volunteer_time' AND first_month = 4
)

SELECT
    area_id AS place_id,
    period,
    known_amount(counted.amount, counted.row_count, told.is_complete, told.lacks_return) AS numerator,
    cast(NULL AS DOUBLE) AS denominator
FROM counted
FULL JOIN told USING (area_id, period)
WHERE numerator IS NOT NULL
