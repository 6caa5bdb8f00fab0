-- order: 86
-- name: Cash won, in real terms
-- short: Cash won, real
-- topic: Funding wins
-- unit: £ in the prices of one year
-- in words: cash won in {area}, in real terms: {value}
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
-- method: Pounds of bids won and of negotiated help and donations agreed that are cash and declared to be linked to the
--   programme, each adjusted to the prices of the latest year of the GDP deflator loaded, by the financial year of the
--   decision: pounds times the index of that year, divided by the index of the year of the decision. The Data page
--   names the release. A decision with only a year counts in the financial year that begins in it; a win without a
--   date, or of a year without an index, is left out. A financial year, April to March, has a figure if records of it
--   were returned and no return is missing. It is 0 if the year is complete, as About defines it, and lists none. If no
--   amount is known for any win of the year, there is no figure.
-- caveat: It is for comparing years, not for adding to amounts in cash terms. The deflator is revised with each
--   release, so the figure changes with it, and its newest years may be forecasts. Wins without a known amount are left
--   out. The money came alongside the programme; that does not mean it came because of it.

WITH base AS (
    SELECT arg_max(index_value, financial_year) AS index_value
    FROM deflator
),

priced AS (
    SELECT
        win.area_id,
        win.financial_year,
        real_terms(win.awarded_gbp, deflator.index_value, base.index_value) AS real_gbp
    FROM win
    INNER JOIN deflator ON win.financial_year = deflator.financial_year
    CROSS JOIN base
    WHERE win.is_cash
)

SELECT
    totals.place_id,
    totals.period,
    round(totals.numerator, 2) AS numerator,
    totals.denominator
FROM
    yearly_totals(
        (
            SELECT list({ 'area_id': area_id, 'year': financial_year, 'amount': real_gbp })
            FROM priced
        ),
        'funding', 4
    ) AS totals
INNER JOIN deflator ON totals.period = deflator.financial_year
