-- order: 14
-- name: Range of deprivation within the area
-- short: Range of deprivation
-- topic: Deprivation
-- unit: percentage points
-- in words: the most and least deprived parts of {area} are {value} apart
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
-- method: The rank of the most deprived small census area minus that of the least deprived one, as percentages of all
--   in England.
-- caveat: If the range is wide, the figure for the whole area hides large differences. Figures are for the best-fit
--   census areas, which are usually larger than the area itself.

SELECT
    worst.place_id,
    worst.edition AS period,
    worst.numerator - best.numerator AS numerator,
    cast(NULL AS DOUBLE) AS denominator
FROM context AS worst
INNER JOIN context AS best
    ON worst.place_id = best.place_id AND worst.edition = best.edition AND best.series = 'deprivation_least'
WHERE worst.series = 'deprivation_most'
