-- order: 134
-- name: Findings on the four outcomes
-- short: Findings
-- topic: Outcomes
-- unit: findings
-- in words: in {area}, findings on the four outcomes: {value}
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
-- method: Findings of studies and reviews on any of the four outcomes that are about the area, by the year of the
--   finding, whatever they say. Findings about the whole programme are left out. An area with no finding has no figure,
--   as areas are not asked to report that there is none.
-- caveat: It counts what was studied and reported. More findings do not mean better outcomes: a finding may be that
--   nothing changed.

WITH dated AS (
    SELECT
        area_id,
        unnest([left(found_on, 4), 'all years']) AS period
    FROM outcome_finding
    WHERE area_id IS NOT NULL
)

SELECT
    area_id AS place_id,
    period,
    count(*) AS numerator,
    cast(NULL AS DOUBLE) AS denominator
FROM dated
GROUP BY
    area_id,
    period
