-- order: 140
-- name: Things that stay after the programme
-- short: What stays
-- topic: What stays
-- unit: things
-- in words: bodies, assets, services and funds known to stay in {area} after the programme: {value}
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
-- method: Bodies, assets, services and funds that go on, as the returns list them. It is 0 where every return of what
--   stays is said to be complete or to have nothing to report and lists none. There is one figure for all years.
-- caveat: A hall and a small fund count the same, and what people learned does not count at all.

WITH counted AS (
    SELECT
        area_id,
        'all years' AS period,
        count(*) AS row_count
    FROM legacy
    GROUP BY area_id
),

told AS (
    SELECT *
    FROM told_year
    WHERE table_name = 'legacy' AND first_month = 1
)

SELECT
    area_id AS place_id,
    period,
    known_amount(counted.row_count, counted.row_count, told.is_complete, told.lacks_return) AS numerator,
    cast(NULL AS DOUBLE) AS denominator
FROM counted
FULL JOIN told USING (area_id, period)
WHERE period = 'all years' AND numerator IS NOT NULL
