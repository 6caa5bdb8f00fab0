-- order: 33
-- name: Homes rented from a council or association
-- short: Social rented
-- topic: Homes
-- unit: % of households
-- in words: in {area}, {value} of homes are rented from a council or housing association
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
-- method: Households whose home is rented from a council or housing association, as a share of all households.
-- caveat: Homes lived in rent free are in none of the three groups. The area is stood for by the census areas of
--   its name, which are mostly bigger than the place itself.

SELECT
    place_id,
    edition AS period,
    numerator,
    denominator
FROM context
WHERE series = 'tenure_social'
