-- The returns that are overdue, partial or not yet due, by the rule of return_standing: one row an area, kind and
-- period.

SELECT
    area.area_id,
    area.area_name,
    area.council_name,
    standing.table_name,
    standing.period_start,
    standing.period_end,
    standing.due_on,
    standing.has_due_day,
    standing.standing
FROM return_standing AS standing
INNER JOIN area ON standing.area_id = area.area_id
WHERE standing.standing IN ('overdue', 'partial', 'not yet due')
ORDER BY
    area.area_name ASC,
    standing.table_name ASC,
    standing.period_start ASC,
    standing.period_end ASC,
    area.area_id ASC
