-- order: 21
-- name: People aged under 16
-- short: Aged under 16
-- topic: People
-- unit: % of people
-- in words: in {area}, {value} of people are aged under 16
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
-- sources: population, census_age
-- method: Residents aged under 16 as a share of all residents, from mid-year estimates and, for 2021, the Census.
-- caveat: Figures are for the best-fit census areas, which are usually larger than the area itself.

SELECT
    place_id,
    edition AS period,
    numerator,
    denominator
FROM context
WHERE series = 'age_0_15'
