-- The returns of one area that are overdue or partial: how many of each table, for which time.

SELECT
    table_name,
    standing,
    count(*) AS returns_count,
    min(period_start) AS first_day,
    max(period_end) AS last_day
FROM return_standing
WHERE area_id = $area_id AND standing IN ('overdue', 'partial') AND period_start IS NOT NULL
GROUP BY
    table_name,
    standing
ORDER BY
    table_name,
    standing
