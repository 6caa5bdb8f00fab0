-- order: 55
-- name: Facts on the public record
-- short: Facts on record
-- topic: Public record
-- unit: facts
-- in words: facts on the public record about {area}: {value}
-- kind: count
-- direction: none
-- counts people: no
-- interval: none
-- roll up: sum
-- due: always
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: record
-- method: Dated meetings, plans, awards, grants and other facts about the area from published pages, as held in this
--   record.
-- caveat: It counts what has been found, not what an area did. An area with no facts may have published a great deal.

SELECT
    area.area_id AS place_id,
    'all years' AS period,
    cast(count(fact.fact_id) AS DOUBLE) AS numerator,
    cast(NULL AS DOUBLE) AS denominator
FROM area
LEFT JOIN fact ON area.area_id = fact.area_id
GROUP BY area.area_id
