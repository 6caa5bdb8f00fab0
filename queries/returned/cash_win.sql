-- Cash won and linked to the programme: no loans or investment, which are paid back, no contracts, which pay for work.
-- A decision of which only the year is known is in the financial year that begins in it; one without a date is in none.

SELECT
    area_id,
    awarded_gbp,
    left(decided_on, 4) AS calendar_year,
    year_name((decided_on || CASE length(decided_on) WHEN 4 THEN '-07-01' ELSE '-01' END)[:10]::DATE, 4)
        AS financial_year
FROM funding
WHERE outcome IN ('won', 'agreed') AND is_linked AND kind = 'cash' AND route IN ('bid', 'negotiated', 'donation')
