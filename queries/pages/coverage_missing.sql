-- The returns that were due and have not come, or not as a whole: one row an area, table and period.

SELECT
    area.area_name,
    area.council_name,
    coverage.table_name,
    coverage.period_start,
    coverage.period_end,
    coverage.expected_by,
    coverage.state
FROM coverage
INNER JOIN area ON coverage.area_id = area.area_id
WHERE coverage.state IN ('not sent', 'partial')
ORDER BY
    area.area_name,
    coverage.table_name,
    coverage.period_start,
    coverage.period_end,
    area.area_id
