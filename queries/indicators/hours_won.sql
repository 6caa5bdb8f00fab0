-- order: 84
-- name: Hours of help won
-- short: Hours won
-- topic: Funding wins
-- unit: hours
-- in words: hours of help won in {area}: {value}
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
-- method: Hours that organisations gave where the help was time, was won or agreed and is declared to be linked to the
--   programme, by the year of the decision. Help without a date counts in all years only. A calendar year has a figure
--   if records of it were returned and no return is missing. It is 0 if the year is complete, as About defines it. “All
--   years” covers everything received so far. If no hours are known, there is no figure.
-- caveat: These are hours that organisations gave, not those of volunteers. Hours are never turned into pounds here.

SELECT
    place_id,
    period,
    numerator,
    denominator
FROM yearly_totals(
    (
        SELECT list({ 'area_id': area_id, 'year': calendar_year, 'amount': hours::DECIMAL(18, 2) })
        FROM win
        WHERE won_as = 'time'
    ),
    'funding', 1
)
