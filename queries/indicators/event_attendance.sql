-- order: 62
-- name: People counted at community events
-- short: At events
-- topic: Participation
-- unit: people
-- in words: in {area}, people counted at community events: {value}
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
-- method: People present at the meetings that the returns list as “community event”, by the calendar year, at those
--   where somebody counted. A year in which events were held and nobody counted at any of them has no figure. A year
--   has a figure where no return is missing for it, and it is 0 where the year is complete, as About defines it, and
--   there was no event.
-- caveat: A person who came to two events counts twice, and events where nobody counted are left out. Large events
--   are counted roughly.

SELECT
    place_id,
    period,
    numerator,
    denominator
FROM
    yearly_totals(
        (
            SELECT list({ 'area_id': area_id, 'year': strftime(met_on, '%Y'), 'amount': people_present })
            FROM meeting
            WHERE kind = 'community event'
        ),
        'meeting', 1
    )
WHERE period <> 'all years'
