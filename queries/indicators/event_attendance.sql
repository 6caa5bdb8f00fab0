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
-- method: People present at meetings that the returns list as “community event” and where attendance was counted, by
--   calendar year. A year with events but no counts has no figure. A year has a figure if no return is missing, and it
--   is 0 if the year is complete, as About defines it, and there was no event.
-- caveat: A person who came to two events counts twice, and events without a count are left out. Counts at large events
--   are rough.

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
