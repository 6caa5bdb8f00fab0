-- Each return that the state of returns expects, and its standing on the day of the build, by one rule for all pages.
-- Use return_count for counts by area and table.
--
-- standing is 'complete' (all of it is in, or there was nothing to report), 'partial', 'received' (rows are in, and
-- nothing says whether they are all), 'overdue', 'not yet due' or 'nothing due' (the area had closed or not begun).
-- due_on is the day by which the return was expected; where no day was set (has_due_day is false), the last day of its
-- period. A return is overdue from the day after. Rows that came for any other period are no return due and are not
-- here.

SELECT
    coverage.area_id,
    coverage.table_name,
    coverage.period_start,
    coverage.period_end,
    coverage.state,
    coalesce(coverage.expected_by, coverage.period_end) AS due_on,
    coverage.expected_by IS NOT NULL AS has_due_day,
    CASE
        WHEN coverage.state IN ('complete', 'nothing to report') THEN 'complete'
        WHEN coverage.state = 'partial' THEN 'partial'
        WHEN coverage.state = 'sent' THEN 'received'
        WHEN coverage.state = 'not due' THEN 'nothing due'
        WHEN due_on < build.built_at::DATE THEN 'overdue'
        ELSE 'not yet due'
    END AS standing
FROM coverage
CROSS JOIN build
WHERE coverage.is_expected
ORDER BY
    coverage.table_name,
    coverage.period_start,
    coverage.area_id
