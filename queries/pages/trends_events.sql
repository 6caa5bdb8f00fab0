-- Dated events to show beside a line: awards to all areas, and for one area its plan, its states, joint statements with
-- its council, and published plans and awards. time_at is the year with its fraction; a year alone is its middle.

WITH shared AS (
    SELECT
        what,
        awarded_on,
        min(amount_gbp) AS least_gbp,
        max(amount_gbp) AS most_gbp,
        count(DISTINCT area_id) AS areas
    FROM allocation
    GROUP BY
        what,
        awarded_on
    HAVING count(DISTINCT area_id) > (SELECT count(*) / 2 FROM area)
),

event AS (
    SELECT
        0 AS order_number,
        date_from AS happened_on,
        'award' AS kind,
        what || coalesce(', £' || format('{:,.0f}', value_number), '') AS what
    FROM fact
    WHERE area_id IS NULL AND kind = 'award' AND date_from IS NOT NULL
    UNION ALL
    SELECT
        0 AS order_number,
        awarded_on AS happened_on,
        'award' AS kind,
        what
        || ' to ' || areas || ' areas'
        || CASE WHEN least_gbp = most_gbp THEN ', £' || format('{:,.0f}', most_gbp) || ' each' ELSE '' END
            AS what
    FROM shared
    UNION ALL
    SELECT
        1 AS order_number,
        strftime(endorsed_on, '%Y-%m-%d') AS happened_on,
        'plan' AS kind,
        'first plan' AS what
    FROM first_plan
    WHERE area_id = $area_id AND endorsed_on IS NOT NULL
    UNION ALL
    SELECT
        2 AS order_number,
        from_date AS happened_on,
        'status' AS kind,
        status AS what
    FROM area_status
    WHERE area_id = $area_id AND from_date IS NOT NULL
    UNION ALL
    SELECT
        3 AS order_number,
        happened_on,
        'joint statement' AS kind,
        what
    FROM council_event
    WHERE area_id = $area_id AND kind = 'joint statement' AND happened_on IS NOT NULL
    UNION ALL
    SELECT
        4 AS order_number,
        date_from AS happened_on,
        'on record' AS kind,
        what
    FROM fact
    WHERE area_id = $area_id AND kind IN ('plan', 'award') AND date_from IS NOT NULL
)

SELECT
    happened_on,
    cast(left(happened_on, 4) AS DOUBLE)
    + CASE WHEN length(happened_on) > 4 THEN (cast(substr(happened_on, 6, 2) AS DOUBLE) - 0.5) / 12 ELSE 0.5 END
        AS time_at,
    kind,
    what,
    order_number
FROM event
ORDER BY
    order_number,
    happened_on,
    what
