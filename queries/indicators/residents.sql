-- order: 20
-- name: People living around the area
-- short: Residents
-- topic: People
-- unit: people
-- in words: {value} people live in the census areas around {area}
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
-- sources: population, census_age
-- method: Mid-year estimates for 2015, 2017, 2019 and 2020; usual residents at the Census for 2021.
-- caveat: Published descriptions give 5,000 to 8,000 people per area. Most best-fit census areas have more, as they are
--   larger than the area. Figures for 2015 exclude prisoners.

SELECT
    place_id,
    edition AS period,
    numerator,
    denominator
FROM context
WHERE series = 'residents'
