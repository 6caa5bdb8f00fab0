-- order: 65
-- name: Volunteers
-- short: Volunteers
-- topic: Participation
-- unit: people
-- in words: volunteers recorded in {area}: {value}
-- kind: count
-- direction: none
-- counts people: numerator
-- interval: none
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: The largest number of volunteers in any one entry in the returns of volunteer time whose period ends in the
--   financial year. Entries are not added up, as the same people may be in several. If no entry gives a number, there
--   is no figure. A financial year, April to March, has a figure if records of it were returned and no return is
--   missing. It is 0 if the year is complete, as About defines it, and lists none.
-- caveat: The true number of different people is at least this and often higher, as people who gave time only in other
--   parts of the year are not counted. Areas count in different ways.

WITH largest AS (
    SELECT
        area_id,
        year_name(period_end, 4) AS financial_year,
        max(people) AS people
    FROM volunteer_time
    GROUP BY
        area_id,
        year_name(period_end, 4)
)

SELECT
    place_id,
    period,
    numerator,
    denominator
FROM
    yearly_totals(
        (
            SELECT list({ 'area_id': area_id, 'year': financial_year, 'amount': people })
            FROM largest
        ),
        'volunteer_time', 4
    )
WHERE period <> 'all years'
