-- Pounds of one year in the prices of another: real_terms(amount, deflator, base_deflator).
-- In pounds of the base year; deflator is the price index of the year the amount is of, base_deflator that of the base
-- year. NULL when either is missing or not above 0: an amount is never shown in real terms without an index of its
-- year.
-- HM Treasury, GDP deflators: a user's guide, annex A.

CREATE OR REPLACE MACRO real_terms(amount, deflator, base_deflator) AS
CASE WHEN deflator > 0 AND base_deflator > 0 THEN amount * (base_deflator / deflator) END;
