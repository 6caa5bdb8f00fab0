-- order: 102
-- name: Recorded contacts with the council
-- short: Council contacts
-- topic: Council relationship
-- unit: facts
-- in words: contacts with the council recorded in {area}: {value}
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
-- method: Everything the returns record between an area and its council, such as commitments, joint statements, asset
--   transfers, staff support and disagreements, by date. A calendar year has a figure if records of it were returned
--   and no return is missing. It is 0 if the year is complete, as About defines it. “All years” covers everything
--   received so far.
-- caveat: It counts what was recorded, good and bad alike. More records do not mean a better or a worse council.

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
