-- order: 76
-- name: Small grants made
-- short: Small grants
-- topic: Spending
-- unit: grants
-- in words: small grants made in {area}: {value}
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
-- method: Small grants that the area gave to groups and people nearby, by date. A calendar year has a figure if records
--   of it were returned and no return is missing. It is 0 if the year is complete, as About defines it. “All years”
--   covers everything received so far.
-- caveat: Areas chose freely whether to give small grants; more is not better. They are money given out, not won. Most
--   are also part of the money spent.

SELECT
    place_id,
    period,
    numerator,
    denominator
FROM yearly_totals(
    (
        SELECT list({ 'area_id': area_id, 'year': left(awarded_on, 4), 'amount': 1 })
        FROM small_grant
    ),
    'small_grant', 1
)
