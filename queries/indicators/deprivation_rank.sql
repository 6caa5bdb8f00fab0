-- order: 10
-- name: Deprivation against all of England
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
-- method: The mean score of the area's census areas, weighted by residents, is placed among the scores of all
--   English neighbourhoods (MSOAs), in the same way for all four editions. The region is shown by its middle
--   neighbourhood, and the programme by its middle area.
-- caveat: Ranks are relative: an area can move because others did. The area is stood for by the census areas of
--   its name, which are mostly bigger than the place itself.

SELECT
    place_id,
    edition AS period,
    numerator,
    denominator
FROM context
WHERE series = 'deprivation_rank'
