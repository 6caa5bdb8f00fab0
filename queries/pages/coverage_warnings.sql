-- Warnings about rows that were loaded, for staff: the table, the area and the warning.

SELECT
    row_warning.table_name,
    coalesce(area.area_name, '') AS area_name,
    row_warning.says,
    count(*) AS rows_kept
FROM row_warning
LEFT JOIN area ON row_warning.area_id = area.area_id
GROUP BY
    row_warning.table_name,
    area.area_name,
    row_warning.says
ORDER BY
    row_warning.table_name,
    area.area_name,
    row_warning.says
