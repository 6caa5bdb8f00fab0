-- How far each area's returns of each table cover every year and all years: is_complete and lacks_return, which
-- return_years explains. first_month is 1 for calendar years and 4 for financial years.

WITH sent AS (
    SELECT
        area_id,
        table_name,
        unnest([1, 4]) AS first_month,
        list(return_status) AS sent_returns
    FROM return_status
    GROUP BY
        area_id,
        table_name
)

SELECT
    area_id,
    table_name,
    first_month,
    unnest(return_years(sent_returns, first_month), max_depth := 2) -- noqa: AL03
FROM sent
