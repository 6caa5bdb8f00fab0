-- order: 53
-- name: Value of Lottery grants nearby, per person
-- short: Lottery pounds per person
-- topic: Grants nearby
-- unit: £ per person
-- in words: near {area}, Lottery grants worth {value} per person were recorded
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
-- method: Value of the same grants, excluding amounts above £5 million.
-- caveat: It may include the programme itself. The address is the recipient's, often a head office, so a grant here was
--   not necessarily won by the area. Areas were chosen because they had missed out, so some growth would be expected
--   anyway. 2018 is a part year.

SELECT
    place_id,
    edition AS period,
    numerator,
    denominator
FROM context
WHERE series = 'grants_lottery_gbp'
