-- The prices that cash in real terms is told in: the latest year of the deflator that was loaded, and its release.

SELECT
    financial_year,
    release
FROM deflator
WHERE financial_year = (SELECT max(latest.financial_year) FROM deflator AS latest)
ORDER BY financial_year
