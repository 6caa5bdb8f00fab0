-- order: 40
-- name: Councillors per 1,000 people
-- short: Councillors per 1,000
-- topic: Council
-- unit: per 1,000 people
-- in words: the council of {area} had {value} councillors for every 1,000 people
-- kind: rate
-- direction: none
-- counts people: no
-- interval: none
-- roll up: sum
-- due: always
-- who may see it: everyone
-- per: 1000
-- decimals: 2
-- minimum base: 1
-- sources: councillors, population
-- method: Councillors of the district or unitary council of 2020 per 1,000 residents of that council.
-- caveat: This is a figure for the whole council, not for the area. County councillors are not counted, and councils
--   that have been replaced since may have fewer councillors now.

SELECT
    place_id,
    edition AS period,
    numerator,
    denominator
FROM context
WHERE series = 'councillors'
