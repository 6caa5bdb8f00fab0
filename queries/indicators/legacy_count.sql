-- order: 140
-- name: Things that stay after the programme
-- short: What stays
-- topic: What stays
-- unit: things
-- in words: bodies, assets, services and funds known to stay in {area} after the programme: {value}
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
-- method: Bodies, assets, services and funds that go on, as the returns list them. It is 0 where all years are
--   complete, as About defines it, and the returns list none. There is one figure for all years.
-- caveat: A hall and a small fund count the same, and what people learned does not count at all.

SELECT
    place_id,
    period,
    numerator,
    denominator
FROM
    yearly_totals(
        (
            SELECT list({ 'area_id': area_id, 'year': NULL::VARCHAR, 'amount': 1 })
            FROM legacy
        ),
        'legacy', 1
    )
WHERE period = 'all years'
