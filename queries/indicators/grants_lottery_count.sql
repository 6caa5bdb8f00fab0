-- order: 52
-- name: Lottery grants nearby, per 1,000 people
-- short: Lottery grants per 1,000
-- topic: Grants nearby
-- unit: per 1,000 people
-- in words: near {area}, {value} Lottery grants were recorded for every 1,000 people
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
-- part years: 2018
-- sources: grants
-- method: Grants from the Lottery fund that paid for the programme, counted in the same way.
-- caveat: It may include the programme itself. The address is the recipient's, often a head office, so a grant here was
--   not necessarily won by the area. Areas were chosen because they had missed out, so some growth would be expected
--   anyway. 2018 is a part year.

SELECT
    place_id,
    edition AS period,
    numerator,
    denominator
FROM context
WHERE series = 'grants_lottery_count'
