-- Wins with the year of the decision, and what was won: see the macros is_win and won_as. is_cash is funding won.
-- A decision of which only the year is known is in the financial year that begins in it; one without a date is in none.

SELECT
    area_id,
    route,
    kind,
    awarded_gbp,
    hours,
    won_as(kind, route) AS won_as,
    won_as(kind, route) = 'cash' AS is_cash,
    left(decided_on, 4) AS calendar_year,
    year_name((decided_on || CASE length(decided_on) WHEN 4 THEN '-07-01' ELSE '-01' END)[:10]::DATE, 4)
        AS financial_year
FROM funding
WHERE is_win(outcome, is_linked)
