-- The period of spending ends after it begins.
-- table: spending
-- severity: error
-- mend: Swap the two dates, or mend the wrong one.

SELECT
    area_id,
    period_start,
    period_end,
    budget_line,
    'the period ends on ' || strftime(period_end, '%-d %B %Y') || ', before it begins' AS says
FROM spending
WHERE period_end < period_start
