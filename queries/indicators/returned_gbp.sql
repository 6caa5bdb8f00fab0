-- order: 73
-- name: Money handed back to the programme
-- short: Handed back
-- topic: Spending
-- unit: £
-- in words: {value} was handed back from {area} to the programme
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
-- method: Pounds handed back to the programme, as reported in spending returns. An entry counts in the financial year
--   in which its period ends. 0 is shown only if the year (or all years) is complete, as About defines it; an empty
--   cell is not a 0. A year with a missing return has no figure. “All years” covers everything received so far.
-- caveat: Money handed back was mostly not needed, or was wanted later for something else. It is neither good nor bad.

SELECT
    place_id,
    period,
    numerator,
    denominator
FROM yearly_totals(
    (
        SELECT list({ 'area_id': area_id, 'year': year_name(period_end, 4), 'amount': returned_gbp::DECIMAL(18, 2) })
        FROM spending
        WHERE returned_gbp IS NOT NULL
    ),
    'spending', 4
)
