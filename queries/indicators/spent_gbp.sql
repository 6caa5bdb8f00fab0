-- order: 70
-- name: Money spent
-- short: Spent
-- topic: Spending
-- unit: £
-- in words: {value} has been reported as spent in {area}
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
-- method: Pounds spent, as reported in spending returns, less money returned to budget lines. An entry counts in the
--   financial year in which its period ends. A financial year, April to March, has a figure if records of it were
--   returned and no return is missing. It is 0 if the year is complete, as About defines it. “All years” covers
--   everything received so far.
-- caveat: Amounts are in cash terms (not adjusted for inflation). Areas had different amounts and different times to
--   spend them, so more is not better. Where returns are partial or missing, the true amount is higher.

SELECT
    place_id,
    period,
    numerator,
    denominator
FROM yearly_totals(
    (
        SELECT list({ 'area_id': area_id, 'year': year_name(period_end, 4), 'amount': spent_gbp::DECIMAL(18, 2) })
        FROM spending
    ),
    'spending', 4
)
