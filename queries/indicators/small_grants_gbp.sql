-- order: 77
-- name: Value of small grants made
-- short: Small grants, £
-- topic: Spending
-- unit: £
-- in words: small grants worth {value} were made in {area}
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
-- method: The value of the small grants that the area gave to groups and people nearby, by date. A calendar year has a
--   figure if records of it were returned and no return is missing. It is 0 if the year is complete, as About defines
--   it. “All years” covers everything received so far.
-- caveat: Amounts are in cash terms (not adjusted for inflation). Most of it is also part of the money spent: never add
--   the two.

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
