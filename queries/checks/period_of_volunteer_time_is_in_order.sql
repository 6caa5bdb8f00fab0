-- The period of volunteer time ends after it begins.
-- table: volunteer_time
-- severity: error
-- mend: Swap the two dates, or mend the wrong one.

SELECT
    area_id,
    period_start,
    period_end,
    'the period ends on ' || strftime(period_end, '%-d %B %Y') || ', before it begins' AS says
FROM volunteer_time
WHERE period_end < period_start
