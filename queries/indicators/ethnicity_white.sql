-- order: 28
-- name: People of White ethnic groups
-- short: White
-- topic: People
-- unit: % of people
-- in words: in {area}, {value} of people are of White ethnic groups
-- kind: proportion
-- direction: none
-- counts people: no
-- interval: none
-- roll up: sum
-- due: always
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: census_ethnicity
-- method: Residents who chose one of these groups at the Census, as a share of all. The Census has five broad
--   groups.
-- caveat: Figures are for the best-fit census areas, which are usually larger than the area itself.

SELECT
    place_id,
    edition AS period,
    numerator,
    denominator
FROM context
WHERE series = 'ethnicity_white'
