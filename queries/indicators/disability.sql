-- order: 24
-- name: People disabled under the Equality Act
-- short: Disabled people
-- topic: People
-- unit: % of people
-- in words: in {area}, {value} of people are disabled under the Equality Act
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
-- sources: census_disability
-- method: Usual residents whose day-to-day activities are limited a little or a lot by a long-term condition, as a
--   share of all.
-- caveat: Not adjusted for age: older places have more disabled people. Figures are for the best-fit census areas,
--   which are usually larger than the area itself.

SELECT
    place_id,
    edition AS period,
    numerator,
    denominator
FROM context
WHERE series = 'disability'
