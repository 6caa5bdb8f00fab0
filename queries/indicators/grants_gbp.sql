-- order: 51
-- name: Value of grants nearby, per person
-- short: Grant pounds per person
-- topic: Grants nearby
-- unit: £ per person
-- in words: near {area}, grants worth {value} per person were recorded
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
-- method: Value of the same grants, excluding central government and amounts above £5 million.
-- caveat: The address is the recipient's, often a head office, so a grant here was not necessarily won by the area.
--   Areas were chosen because they had missed out, so some growth would be expected anyway. 2018 is a part year.

SELECT
    place_id,
    edition AS period,
    numerator,
    denominator
FROM context
WHERE series = 'grants_gbp'
