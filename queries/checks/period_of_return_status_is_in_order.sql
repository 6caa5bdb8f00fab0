-- The period of a return ends after it begins.
-- table: return_status
-- severity: error
-- mend: Swap the two dates, or mend the wrong one.

SELECT
    area_id,
    table_name,
    period_start,
    period_end,
    'the period ends on ' || strftime(period_end, '%-d %B %Y') || ', before it begins' AS says
FROM return_status
WHERE period_end < period_start
