-- The returns that were due and have not come, or have come only in part: one row an area, table and period. A return
-- that is expected on the day of the build or later is not late.

SELECT
    area.area_name,
    area.council_name,
    coverage.table_name,
    coverage.period_start,
    coverage.period_end,
    coverage.expected_by,
    coverage.state,
    CASE
        WHEN coverage.state = 'partial' THEN 'came in part'
        WHEN coalesce(coverage.expected_by, coverage.period_end) >= build.built_at::DATE THEN 'not yet due'
        ELSE 'late'
    END AS how
FROM coverage
CROSS JOIN build
INNER JOIN area ON coverage.area_id = area.area_id
WHERE coverage.state IN ('not sent', 'partial')
ORDER BY
    area.area_name,
    coverage.table_name,
    coverage.period_start,
    coverage.period_end,
    area.area_id
