-- order: 88
-- name: Help won by negotiation
-- short: Negotiated wins
-- topic: Funding wins
-- unit: wins
-- in words: in {area}, help known to have been won by negotiation: {value}
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
-- method: Help that was negotiated won or agreed and declared to be linked to the programme, by the year of the
--   decision: cash, in kind and time. One without a date counts in all years only. A calendar year has a figure where
--   rows of it were returned and no return that touches it is said to be not sent, and it is 0 where every return of
--   the year is said to be complete or to have nothing to report. All years hold whatever has come. Wins whose route
--   is not told are not counted; where there is no other, there is no figure.
-- caveat: It counts what areas told, and one win can be worth £100 or £100,000. Areas chose different routes: neither
--   is better.

WITH dated AS (
    SELECT
        area_id,
        route,
        unnest([left(decided_on, 4), 'all years']) AS period
    FROM funding
    WHERE outcome IN ('won', 'agreed') AND is_linked AND (route = 'negotiated' OR route IS NULL)
),

counted AS (
    SELECT
        area_id,
        period,
        count(*) AS row_count,
        nullif(count(route), 0) AS amount -- wins whose route is not told may be of this one, so they are not 0
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
