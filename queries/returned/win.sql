-- Help that was won or agreed and is linked to the programme, with the year of the decision.
-- is_cash leaves out loans and investment, which are paid back, and contracts, which pay for work. A decision of which
-- only the year is known is in the financial year that begins in it; one without a date is in none.

SELECT
    area_id,
    route,
    kind,
    awarded_gbp,
    hours,
    kind = 'cash' AND route IN ('bid', 'negotiated', 'donation') AS is_cash,
    left(decided_on, 4) AS calendar_year,
    year_name((decided_on || CASE length(decided_on) WHEN 4 THEN '-07-01' ELSE '-01' END)[:10]::DATE, 4)
        AS financial_year
FROM funding
WHERE outcome IN ('won', 'agreed') AND is_linked
