-- What each area sent of each table for each period: complete, partial, nothing to report, sent, not sent or not due.
-- The periods are those for which any area has a state of its return. That state goes first; else nothing is
-- due from an area that had closed or, by its plan or state, had not begun; an area with rows has sent; every other has
-- not. Rows that fall in no such period count for their half of the financial year; rows without a day for
-- no period. Tables about people are here only in the table returned, so their rows count for every period.
-- is_expected is false for rows of a period for which no state of a return is given. No number of rows is given.

WITH owed AS (
    SELECT
        table_name,
        period_start,
        period_end,
        max(expected_by) AS expected_by
    FROM return_status
    GROUP BY
        table_name,
        period_start,
        period_end
),

written AS (
    SELECT
        'spending' AS table_name,
        area_id,
        period_start::VARCHAR AS first_day,
        period_end::VARCHAR AS last_day
    FROM spending
    UNION ALL
    SELECT
        'meeting' AS table_name,
        area_id,
        met_on::VARCHAR AS first_day,
        met_on::VARCHAR AS last_day
    FROM meeting
    UNION ALL
    SELECT
        'small_grant' AS table_name,
        area_id,
        awarded_on AS first_day,
        awarded_on AS last_day
    FROM small_grant
    UNION ALL
    SELECT
        'council_event' AS table_name,
        area_id,
        happened_on AS first_day,
        happened_on AS last_day
    FROM council_event
),

dated AS ( -- a year or a month stands for all its days
    SELECT DISTINCT
        table_name,
        area_id,
        (first_day || '-01-01')[:10]::DATE AS first_day,
        CASE length(last_day)
            WHEN 4 THEN (last_day || '-12-31')::DATE
            WHEN 7 THEN last_day((last_day || '-01')::DATE)
            ELSE last_day::DATE
        END AS last_day
    FROM written
),

closed AS ( -- the last day of the date, so that no area counts as closed too early
    SELECT
        area_id,
        min(
            CASE length(from_date)
                WHEN 4 THEN (from_date || '-12-31')::DATE
                WHEN 7 THEN last_day((from_date || '-01')::DATE)
                ELSE from_date::DATE
            END
        ) AS closed_on
    FROM area_status
    WHERE status = 'closed'
    GROUP BY area_id
),

begun AS (
    SELECT
        area_id,
        min(first_day) AS begun_on
    FROM (
        SELECT
            area_id,
            from_date AS first_day
        FROM plan
        UNION ALL
        SELECT
            area_id,
            (from_date || '-01-01')[:10]::DATE AS first_day
        FROM area_status
        WHERE status = 'active'
    ) AS beginning
    GROUP BY area_id
),

sent AS (
    SELECT DISTINCT
        table_name,
        area_id
    FROM returned
    WHERE table_name != 'return_status'
),

due AS (
    SELECT
        owed.table_name,
        area.area_id,
        owed.period_start,
        owed.period_end,
        coalesce(status.expected_by, owed.expected_by) AS expected_by,
        CASE
            WHEN status.state IS NOT NULL THEN status.state
            WHEN closed.closed_on < owed.period_start OR begun.begun_on > owed.period_end THEN 'not due'
            WHEN sent.area_id IS NULL THEN 'not sent'
            WHEN owed.table_name NOT IN (SELECT dated.table_name FROM dated) THEN 'sent'
            WHEN EXISTS (
                SELECT 1 FROM dated
                WHERE
                    dated.table_name = owed.table_name
                    AND dated.area_id = area.area_id
                    AND dated.first_day <= owed.period_end
                    AND dated.last_day >= owed.period_start
            ) THEN 'sent'
            ELSE 'not sent'
        END AS state
    FROM owed
    CROSS JOIN area
    LEFT JOIN return_status AS status
        ON
            owed.table_name = status.table_name
            AND area.area_id = status.area_id
            AND owed.period_start = status.period_start
            AND owed.period_end = status.period_end
    LEFT JOIN closed ON area.area_id = closed.area_id
    LEFT JOIN begun ON area.area_id = begun.area_id
    LEFT JOIN sent ON owed.table_name = sent.table_name AND area.area_id = sent.area_id
),

beside AS ( -- rows of a day in no such period: the half of the financial year in which they end
    SELECT DISTINCT
        table_name,
        area_id,
        CASE
            WHEN month(last_day) BETWEEN 4 AND 9 THEN make_date(year(last_day), 4, 1)
            ELSE make_date(year(last_day) - (month(last_day) < 4)::BIGINT, 10, 1)
        END AS period_start
    FROM dated
    WHERE NOT EXISTS (
        SELECT 1 FROM owed
        WHERE
            owed.table_name = dated.table_name
            AND owed.period_start <= dated.last_day
            AND owed.period_end >= dated.first_day
    )
)

SELECT
    table_name,
    area_id,
    period_start,
    period_end,
    expected_by,
    state,
    TRUE AS is_expected
FROM due
UNION ALL
SELECT
    table_name,
    area_id,
    period_start,
    (period_start + INTERVAL 6 MONTH - INTERVAL 1 DAY)::DATE AS period_end,
    NULL::DATE AS expected_by,
    'sent' AS state,
    FALSE AS is_expected
FROM beside
UNION ALL
SELECT
    table_name,
    area_id,
    NULL::DATE AS period_start,
    NULL::DATE AS period_end,
    NULL::DATE AS expected_by,
    'sent' AS state,
    FALSE AS is_expected
FROM sent
WHERE
    table_name NOT IN (SELECT owed.table_name FROM owed)
    AND table_name NOT IN (SELECT dated.table_name FROM dated)
ORDER BY
    table_name,
    period_start,
    area_id
