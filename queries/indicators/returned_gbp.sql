-- order: 73
-- name: Money handed back to the programme
-- short: Handed back
-- topic: Spending
-- unit: £
-- in words: {value} is known to have been handed back from {area} to the programme
-- kind: money
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
-- method: Pounds handed back to the programme, as the spending returns tell. A row counts in the financial year in
--   which its period ends. An empty cell says nothing: 0 is shown only where every return of the time is said to be
--   complete or to have nothing to report. A year of which a return is said to be not sent has no figure; all years
--   hold whatever has come.
-- caveat: Money handed back was mostly money not needed, or wanted again later for something else. It is neither good
--   nor bad.

WITH dated AS (
    SELECT
        area_id,
        returned_gbp,
        unnest([year_name(period_end, 4), 'all years']) AS period
    FROM spending
    WHERE returned_gbp IS NOT NULL
),

counted AS (
    SELECT
        area_id,
        period,
        count(*) AS row_count,
        sum(returned_gbp::DECIMAL(18, 2)) AS amount
    FROM dated
    WHERE period IS NOT NULL
    GROUP BY
        area_id,
        period
),

told AS (
    SELECT *
    FROM told_year
    WHERE table_name = 'spending' AND first_month = 4
)

SELECT
    area_id AS place_id,
    period,
    known_amount(counted.amount, counted.row_count, told.is_complete, told.lacks_return) AS numerator,
    NULL::DOUBLE AS denominator
FROM counted
FULL JOIN told USING (area_id, period)
WHERE numerator IS NOT NULL
