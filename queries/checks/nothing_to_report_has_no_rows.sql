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
    said.area_id,
    said.table_name,
    said.period_start,
    said.period_end,
    'nothing to report is said, yet there are ' || count(*) || ' rows' AS says
FROM return_status AS said
INNER JOIN rows_of_period AS had
    ON
        said.area_id = had.area_id
        AND said.table_name = had.table_name
        AND had.on_day BETWEEN said.period_start AND said.period_end
WHERE said.state = 'nothing to report'
GROUP BY said.area_id, said.table_name, said.period_start, said.period_end
