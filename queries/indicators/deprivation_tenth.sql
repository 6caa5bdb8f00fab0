-- order: 15
-- name: People in the most deprived tenth of England
-- short: In most deprived tenth
-- topic: Deprivation
-- unit: % of people
-- in words: in {area}, {value} of people live in small census areas that are among the most deprived tenth of
--   England
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
-- sources: imd_2015, imd_2019, imd_2025
-- method: Residents of small census areas (LSOAs) ranked in the most deprived tenth of England, as a share of all
--   residents.
-- caveat: Figures are for the best-fit census areas, which are usually larger than the area itself.

SELECT
    place_id,
    edition AS period,
    numerator,
    denominator
FROM context
WHERE series = 'deprivation_tenth'
