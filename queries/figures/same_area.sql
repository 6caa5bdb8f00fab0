-- The areas on which each measure is compared over time: those that have a figure in every one of its last five periods
-- in which at least half as many areas have one as in the fullest. Five points are what a trend is judged by.
-- A span of years and all years together are no points in time.

WITH counted AS (
    SELECT
        part.measure_id,
        part.period,
        count(*) AS areas
    FROM indicator_part AS part
    INNER JOIN area ON part.place_id = area.area_id
    INNER JOIN measure ON part.measure_id = measure.measure_id AND measure.roll_up = 'sum'
    WHERE
        regexp_full_match(part.period, '[0-9]{4}(-[0-9]{2})?')
        AND figure(measure.kind, measure.per, part.numerator, part.denominator) IS NOT NULL
    GROUP BY
        part.measure_id,
        part.period
),

full_period AS (
    SELECT
        measure_id,
        period
    FROM counted
    QUALIFY areas >= max(areas) OVER (PARTITION BY measure_id) / 2
),

last_period AS (
    SELECT
        measure_id,
        period,
        count(*) OVER (PARTITION BY measure_id) AS periods
    FROM full_period
    QUALIFY row_number() OVER (PARTITION BY measure_id ORDER BY period DESC) <= 5
),

reporting AS (
    SELECT
        last_period.measure_id,
        part.place_id AS area_id,
        least(5, any_value(last_period.periods)) AS periods,
        count(*) AS periods_reported
    FROM last_period
    INNER JOIN measure ON last_period.measure_id = measure.measure_id
    INNER JOIN indicator_part AS part
        ON last_period.measure_id = part.measure_id AND last_period.period = part.period
    INNER JOIN area ON part.place_id = area.area_id
    WHERE figure(measure.kind, measure.per, part.numerator, part.denominator) IS NOT NULL
    GROUP BY
        last_period.measure_id,
        part.place_id
)

SELECT
    reporting.measure_id,
    reporting.area_id,
    last_period.period
FROM reporting
INNER JOIN last_period ON reporting.measure_id = last_period.measure_id
WHERE reporting.periods_reported = reporting.periods AND reporting.periods > 1
