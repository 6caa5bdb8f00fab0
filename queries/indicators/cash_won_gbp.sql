-- order: 82
-- name: Cash won
-- short: Cash won
-- topic: Funding wins
-- unit: £
-- in words: {value} in cash is known to have been won in {area}
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
-- method: Pounds of bids won and of negotiated help and donations agreed that are cash and declared to be linked to
--   the programme, by the year of the decision. Loans and investment, which are paid back, and contracts, which pay
--   for work, are left out. A win without a date counts in all years only. A calendar year has a figure where rows of
--   it were returned and no return that touches it is said to be not sent, and it is 0 where every return of the year
--   is said to be complete or to have nothing to report. All years hold whatever has come. Where no sum of any win is
--   known, there is no figure.
-- caveat: It is in pounds of the day. Wins of which the sum is not known are left out, so the true sum is higher. The
--   money came alongside the programme; that is not to say because of it.

WITH dated AS (
    SELECT
        area_id,
        awarded_gbp,
        unnest([calendar_year, 'all years']) AS period
    FROM cash_win
),

counted AS (
    SELECT
        area_id,
        period,
        count(*) AS row_count,
        sum(awarded_gbp::DECIMAL(18, 2)) AS amount
    FROM dated
    WHERE period IS NOT NULL
    GROUP BY
        area_id,
        period
),

told AS (
    SELECT *
    FROM told_year
    WHERE table_name = 'funding' AND first_month = 1
)

SELECT
    area_id AS place_id,
    period,
    known_amount(counted.amount, counted.row_count, told.is_complete, told.lacks_return) AS numerator,
    NULL::DOUBLE AS denominator
FROM counted
FULL JOIN told USING (area_id, period)
WHERE numerator IS NOT NULL
