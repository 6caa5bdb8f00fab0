-- order: 80
-- name: Wins known
-- short: Wins known
-- topic: Funding wins
-- unit: wins
-- in words: wins known of in {area}: {value}
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
-- method: Help from outside that was won or agreed and is declared to be linked to the programme, by the year of the
--   decision: cash, in kind and time, by whatever route. A win without a date counts in all years only. A calendar
--   year has a figure where rows of it were returned and no return that touches it is said to be not sent, and it is
--   0 where every return of the year is said to be complete or to have nothing to report. All years hold whatever has
--   come.
-- caveat: It counts what areas told, and one win can be worth £100 or £100,000. A list that is not said to be
--   complete may lack some.

WITH dated AS (
    SELECT
        area_id,
        unnest([left(decided_on, 4), 'all years']) AS period
    FROM funding
    WHERE outcome IN ('won', 'agreed') AND is_linked
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
    WHERE table_name = 'funding' AND first_month = 1
)

SELECT
    area_id AS place_id,
    period,
    known_amount(counted.amount, counted.row_count, told.is_complete, told.lacks_return) AS numerator,
    cast(NULL AS DOUBLE) AS denominator
FROM counted
FULL JOIN told USING (area_id, period)
WHERE numerator IS NOT NULL
