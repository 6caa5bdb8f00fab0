-- A plan ends after it begins.
-- table: plan
-- severity: error
-- mend: Swap the two dates, or mend the wrong one.

SELECT
    area_id,
    from_date,
    'the plan ends on ' || strftime(to_date, '%-d %B %Y') || ', before it begins' AS says
FROM plan
WHERE to_date < from_date
