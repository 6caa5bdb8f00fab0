-- order: 102
-- name: Dated facts about the council relationship
-- short: Facts on council
-- topic: Council relationship
-- unit: facts
-- in words: dated facts recorded about the relationship of {area} with its council: {value}
-- kind: count
-- direction: none
-- counts people: no
-- interval: none
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: Things of every kind that the returns tell of area and council, such as commitments, joint statements,
--   assets, staff and disagreements, by the date of each. A calendar year has a figure where rows of it were returned
--   and no return is missing for it, and it is 0 where the year is complete, as About defines it. All years hold
--   whatever has come.
-- caveat: It counts what was written down, good and bad alike. An area that writes more down is not one with a better
--   or a worse council.

SELECT
    place_id,
    period,
    numerator,
    denominator
FROM yearly_totals(
    (
        SELECT list({ 'area_id': area_id, 'year': left(happened_on, 4), 'amount': 1 })
        FROM council_event
    ),
    'council_event', 1
)
