-- order: 31
-- name: People living in rural places
-- short: Rural
-- topic: Place
-- unit: % of people
-- in words: in {area}, {value} of people live in places classed as rural
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
-- sources: rural_urban
-- method: Residents of small census areas classed as rural in 2021, as a share of all.
-- caveat: Figures are for the best-fit census areas, which are usually larger than the area itself.

SELECT
    place_id,
    edition AS period,
    numerator,
    denominator
FROM context
WHERE series = 'rural'
