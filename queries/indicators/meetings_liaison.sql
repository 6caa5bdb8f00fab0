-- order: 91
-- name: Liaison meetings with the council
-- short: Liaison meetings
-- topic: Meetings
-- unit: meetings
-- in words: liaison meetings with the council known to have been held in {area}: {value}
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
-- method: Meetings that the returns list as “council liaison”, by the day of each. A calendar year has a figure where
--   rows of it were returned and no return is missing for it, and it is 0 where the year is complete, as About
--   defines it. All years hold whatever has come.
-- caveat: More meetings are not better: much is settled by a telephone call, and a difficult matter needs many.
--   Returns that are partial hold only some.

SELECT
    place_id,
    period,
    numerator,
    denominator
FROM yearly_totals(
    (
        SELECT list({ 'area_id': area_id, 'year': strftime(met_on, '%Y'), 'amount': 1 })
        FROM meeting
        WHERE kind = 'council liaison'
    ),
    'meeting', 1
)
