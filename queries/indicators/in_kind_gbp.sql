-- order: 83
-- name: Value of help in kind
-- short: Help in kind
-- topic: Funding wins
-- unit: £
-- in words: help in kind won in {area} was valued at {value}
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
-- method: The value, as given in the returns, of help in kind (land, rooms, goods) that was won or agreed and is
--   declared to be linked to the programme, by the year of the decision. Help without a date counts in all years only.
--   A calendar year has a figure if records of it were returned and no return is missing. It is 0 if the year is
--   complete, as About defines it. “All years” covers everything received so far. If no value is known, there is no
--   figure.
-- caveat: Values are estimates in the returns, and one building can outweigh all the rest. It is never added to cash.

SELECT
    place_id,
    period,
    numerator,
    denominator
FROM yearly_totals(
    (
        SELECT list({ 'area_id': area_id, 'year': calendar_year, 'amount': awarded_gbp::DECIMAL(18, 2) })
        FROM win
        WHERE won_as = 'in kind'
    ),
    'funding', 1
)
