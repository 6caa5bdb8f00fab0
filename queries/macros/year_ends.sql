-- The last day of a calendar year, 2016, or of a financial year, 2016-17: year_ends(period). NULL for any other period.

CREATE OR REPLACE MACRO year_ends(period) AS
CASE
    WHEN regexp_full_match(period, '[0-9]{4}') THEN make_date(left(period, 4)::bigint, 12, 31)
    WHEN regexp_full_match(period, '[0-9]{4}-[0-9]{2}') THEN make_date(left(period, 4)::bigint + 1, 3, 31)
END;
