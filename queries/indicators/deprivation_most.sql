-- order: 12
-- name: The most deprived part of the area
-- short: Most deprived part
-- topic: Deprivation
-- unit: % of small census areas
-- in words: the most deprived part of {area} is more deprived than {value} of small census areas in England
-- kind: index
-- direction: none
-- counts people: no
-- interval: none
-- roll up: median
-- due: always
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: imd_2015, imd_2019, imd_2025
-- method: The published rank of the most deprived small census area (LSOA) of the area, as the percentage of small
--   census areas in England that are less deprived.
-- caveat: Figures are for the best-fit census areas, which are usually larger than the area itself.

SELECT
    place_id,
    edition AS period,
    numerator,
    denominator
FROM context
WHERE series = 'deprivation_most'
