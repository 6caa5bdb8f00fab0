-- order: 77
-- name: Pounds of small grants made
-- short: Small grants, £
-- topic: Spending
-- unit: £
-- in words: {value} of small grants are known to have been made in {area}
-- kind: money
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
-- method: Pounds of the small grants that the area gave to groups and people nearby, by the date of each. A calendar
--   year has a figure where rows of it were returned and no return is missing for it, and it is 0 where the year is
--   complete, as About defines it. All years hold whatever has come.
-- caveat: It is in pounds of the day. Most of it is also part of the money spent: never add the two.

SELECT
    place_id,
    period,
    numerator,
    denominator
FROM yearly_totals(
    (
        SELECT list({ 'area_id': area_id, 'year': left(awarded_on, 4), 'amount': amount_gbp::DECIMAL(18, 2) })
        FROM small_grant
    ),
    'small_grant', 1
)
