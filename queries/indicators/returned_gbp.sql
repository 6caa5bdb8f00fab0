-- order: 73
-- name: Money handed back to the programme
-- short: Handed back
-- topic: Spending
-- unit: £
-- in words: {value} is known to have been handed back from {area} to the programme
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
-- method: Pounds handed back to the programme, as the spending returns tell. A row counts in the financial year in
--   which its period ends. An empty cell says nothing: 0 is shown only where the year is, or all years are, complete,
--   as About defines it. A year for which a return is missing has no figure; all years hold whatever has come.
-- caveat: Money handed back was mostly money not needed, or wanted again later for something else. It is neither good
--   nor bad.

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
