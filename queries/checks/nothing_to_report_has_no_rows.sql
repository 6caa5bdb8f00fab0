-- Where an area has nothing to report on spending or funding, there are no rows of that period.
-- table: return_status
-- severity: warning
-- mend: Change the state to complete or partial, or take the rows out.

WITH rows_of_period AS (
    SELECT
        area_id,
        'spending' AS table_name,
        period_start AS on_day
    FROM spending
    UNION ALL
    SELECT
        area_id,
        'funding' AS table_name,
        try_cast(decided_on AS DATE) AS on_day
    FROM funding
)

SELECT
    status.area_id,
    status.table_name,
    status.period_start,
    status.period_end,
    'nothing to report is said, yet there are ' || count(*) || ' rows' AS says
FROM return_status AS status
INNER JOIN rows_of_period AS had
    ON
        status.area_id = had.area_id
        AND status.table_name = had.table_name
        AND had.on_day BETWEEN status.period_start AND status.period_end
WHERE status.state = 'nothing to report'
GROUP BY status.area_id, status.table_name, status.period_start, status.period_end
