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
-- method: Pounds spent as the spending returns tell, money that came back to a line taken off. A row counts in the
--   financial year in which its period ends. A financial year, April to March, has a figure where rows of it were
--   returned and no return is missing for it, and it is 0 where the year is complete, as About defines it. All years
--   hold whatever has come.
-- caveat: It is in pounds of the day, not in real terms. Areas had different sums and different times to spend them,
--   so more is not better, and where returns are partial or missing the true sum is higher.

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
