-- The prices in which cash is given in real terms: the latest year of the loaded deflator, and its release.

SELECT
    financial_year,
    release
FROM deflator
WHERE financial_year = (SELECT max(latest.financial_year) FROM deflator AS latest)
ORDER BY financial_year
