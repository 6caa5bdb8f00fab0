-- order: 140
-- name: Groups, assets, services and funds that continue
-- short: Legacy
-- topic: Legacy
-- unit: things
-- in words: groups, assets, services and funds recorded as continuing in {area} after the programme: {value}
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
-- method: Groups, assets, services and funds that continue after the programme, as listed in the returns. It is 0 if
--   all years are complete, as About defines it, and the returns list none. There is one figure for all years.
-- caveat: A hall and a small fund count the same. What people learned is not counted.

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
