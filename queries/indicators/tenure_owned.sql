-- order: 32
-- name: Homes owned by the people who live in them
-- short: Owned
-- topic: Homes
-- unit: % of households
-- in words: in {area}, {value} of homes are owned by the people who live in them, outright, with a mortgage or
--   shared
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
-- sources: census_tenure
-- method: Households whose home is owned by the people who live in them, outright, with a mortgage or shared, as a
--   share of all households.
-- caveat: Homes lived in rent free are in none of the three groups. Figures are for the best-fit census areas, which
--   are usually larger than the area itself.

SELECT
    place_id,
    edition AS period,
    numerator,
    denominator
FROM context
WHERE series = 'tenure_owned'
