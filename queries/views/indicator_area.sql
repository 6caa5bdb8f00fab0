-- Every measure for every area and period: what it is made of, and a state where there is no value to show.
-- Each area is asked about each period, since what is missing must be seen. Bases under 5 people are not kept.

WITH measure_period AS (
    SELECT DISTINCT
        measure_id,
        period
    FROM indicator_part
),

asked AS (
    SELECT
        measure.measure_id,
        measure.kind,
        measure.per,
        measure.counts_people,
        greatest(5, measure.minimum_base) AS fewest_people,
        measure.due,
        measure_period.period,
        area.area_id
    FROM measure
    INNER JOIN measure_period ON measure.measure_id = measure_period.measure_id
    CROSS JOIN area
),

closed AS (
    SELECT
        area_id,
        min(from_date) AS closed_on
    FROM area_status
    WHERE status = 'closed'
    GROUP BY area_id
),

stated AS (
    SELECT
        asked.*,
        part.numerator,
        part.denominator,
        CASE
            WHEN part.numerator IS NULL AND asked.due = 'while open' AND is_over(asked.period, closed.closed_on)
                THEN 'not due'
            WHEN part.numerator IS NULL THEN 'not reported'
            WHEN asked.counts_people AND coalesce(part.denominator, part.numerator) < asked.fewest_people THEN 'hidden'
            WHEN figure(asked.kind, asked.per, part.numerator, part.denominator) IS NULL THEN 'not reported'
            ELSE 'value'
        END AS state
    FROM asked
    LEFT JOIN indicator_part AS part
        ON
            asked.measure_id = part.measure_id
            AND asked.period = part.period
            AND asked.area_id = part.place_id
    LEFT JOIN closed
        ON asked.area_id = closed.area_id
)

SELECT
    measure_id,
    area_id,
    period,
    state,
    CASE WHEN state = 'value' THEN numerator END AS numerator,
    CASE WHEN state = 'value' THEN denominator END AS denominator,
    CASE WHEN state = 'value' THEN figure(kind, per, numerator, denominator) END AS value
FROM stated
