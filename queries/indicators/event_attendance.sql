-- order: 62
-- name: People counted at community events
-- short: At events
-- topic: Participation
-- unit: people
-- in words: in {area}, people counted at community events: {value}
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
-- method: People present at the meetings that the returns list as “community event”, by the calendar year, at those
--   where somebody counted. A year in which events were held and nobody counted at any of them has no figure. A year
--   has a figure where no return that touches it is said to be not sent, and it is 0 where every return of the year
--   is said to be complete or to have nothing to report and there was no event.
-- caveat: A person who came to two events counts twice, and events where nobody counted are left out. Large events
--   are counted roughly.

WITH counted AS (
    SELECT
        area_id,
        strftime(met_on, '%Y') AS period,
        count(*) AS row_count,
        sum(people_present) AS amount
    FROM meeting
    WHERE kind = 'community event'
    GROUP BY
        area_id,
        strftime(met_on, '%Y')
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
WHERE numerator IS NOT NULL AND period <> 'all years'
