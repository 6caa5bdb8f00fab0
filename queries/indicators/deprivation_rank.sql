-- order: 10
-- name: Deprivation compared with England
-- short: Deprivation
-- topic: Deprivation
-- unit: % of neighbourhoods
-- in words: {area} is more deprived than {value} of English neighbourhoods
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
-- sources: imd_2010, imd_2015, imd_2019, imd_2025
-- method: The mean score of the area's census areas, weighted by residents, is placed among the scores of all English
--   neighbourhoods (MSOAs), in the same way for all four editions. The figure for a region is its median neighbourhood,
--   and for the programme its median area.
-- caveat: Ranks are relative: an area can move because others did. Figures are for the best-fit census areas, which are
--   usually larger than the area itself.

SELECT
    place_id,
    edition AS period,
    numerator,
    denominator
FROM context
WHERE series = 'deprivation_rank'
