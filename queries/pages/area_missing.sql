-- The returns that were due from one area and have not come, or came in part: how many of each table, for which time.

SELECT
    table_name,
    state,
    count(*) AS returns_count,
    min(period_start) AS first_day,
    max(period_end) AS last_day
FROM coverage
WHERE area_id = $area_id AND state IN ('not sent', 'partial') AND period_start IS NOT NULL
GROUP BY
    table_name,
    state
ORDER BY
    table_name,
    state
