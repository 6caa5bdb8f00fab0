-- order: 92
-- name: Community events held
-- short: Events held
-- topic: Meetings
-- unit: events
-- in words: community events held in {area}: {value}
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
-- method: Meetings that the returns list as “community event”, by date. A calendar year has a figure if records of it
--   were returned and no return is missing. It is 0 if the year is complete, as About defines it. “All years” covers
--   everything received so far.
-- caveat: An event for ten and one for a thousand count the same, and more is not better. Partial returns list only
--   some of them.

SELECT
    place_id,
    period,
    numerator,
    denominator
FROM yearly_totals(
    (
        SELECT list({ 'area_id': area_id, 'year': strftime(met_on, '%Y'), 'amount': 1 })
        FROM meeting
        WHERE kind = 'community event'
    ),
    'meeting', 1
)
