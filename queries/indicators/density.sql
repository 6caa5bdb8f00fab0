-- order: 30
-- name: People per square kilometre
-- short: Density
-- topic: Place
-- unit: people per km²
-- in words: around {area}, {value} people live on each square kilometre
-- kind: rate
-- direction: none
-- counts people: no
-- interval: none
-- roll up: sum
-- due: always
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: census_age, boundaries
-- method: Usual residents at the Census divided by the land area of the census areas.
-- caveat: Census areas can include a lot of open land. Figures are for the best-fit census areas, which are usually
--   larger than the area itself.

SELECT
    place_id,
    edition AS period,
    numerator,
    denominator
FROM context
WHERE series = 'density'
