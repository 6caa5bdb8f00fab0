-- Whether something ended before a period began, as precisely as its date is given (2016, 2016-06 or 2016-06-15).
-- A period is a year, 2016, a financial year, 2016-17, which begins in April, or a span of years.
-- All years together are never over.

CREATE OR REPLACE MACRO period_begins(period) AS
CASE WHEN regexp_full_match(period, '[0-9]{4}-[0-9]{2}') THEN left(period, 4) || '-04' ELSE left(period, 4) END;

CREATE OR REPLACE MACRO is_over(period, ended_on) AS
regexp_matches(period, '^[0-9]{4}')
AND left(ended_on, least(length(ended_on), length(period_begins(period))))
< left(period_begins(period), least(length(ended_on), length(period_begins(period))))
