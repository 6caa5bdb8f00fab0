-- order: 51
-- name: Grant pounds recorded around, per person
-- short: Grant pounds per person
-- topic: Grants recorded around
-- unit: £ per person
-- in words: around {area}, {value} of grants a person were recorded
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
-- part years: 2018
-- sources: grants
-- method: Pounds of the same grants, without central government and without rows above £5 million.
-- caveat: The address is the recipient's, often a head office, so a grant here is not a win of the area. Areas
--   were chosen for having missed out: some growth is a return to the usual. 2018 is part of a year.

SELECT
    place_id,
    edition AS period,
    numerator,
    denominator
FROM context
WHERE series = 'grants_gbp'
