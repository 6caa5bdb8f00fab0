-- order: 92
-- name: Community events held
-- short: Events held
-- topic: Meetings
-- unit: events
-- in words: community events known to have been held in {area}: {value}
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
-- method: Meetings that the returns list as “community event”, by the day of each. A calendar year has a figure where
--   rows of it were returned and no return that touches it is said to be not sent, and it is 0 where every return of
--   the year is said to be complete or to have nothing to report. All years hold whatever has come.
-- caveat: An event for ten and one for a thousand count the same, and more is not better. Returns that are partial
--   hold only some.

WITH dated AS (
    SELECT
        area_id,
        unnest([strftime(met_on, '%Y'), 'all years']) AS period
    FROM meeting
    WHERE kind = 'community event'
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
    WHERE table_name = 'meeting' AND first_month = 1
)

SELECT
    area_id AS place_id,
    period,
    known_amount(counted.amount, counted.row_count, told.is_complete, told.lacks_return) AS numerator,
    cast(NULL AS DOUBLE) AS denominator
FROM counted
FULL JOIN told USING (area_id, period)
WHERE numerator IS NOT NULL
