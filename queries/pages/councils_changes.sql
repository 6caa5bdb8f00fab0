-- The change in each side's answers from the first round with the same wording to one round ($period) at one place
-- ($place_id), with the verdict of the build, and the figure of each round and the number of people who answered. A
-- new wording is marked and not compared. survey and subject name the respondents and the question; is_for_staff says
-- whether a figure of either round is for staff only.

WITH answered AS (
    SELECT
        measure_id,
        period,
        value,
        denominator AS people,
        reliability
    FROM indicator_value
    WHERE place_id = $place_id
)

SELECT
    measure.measure_id,
    split_part(measure.asks, ', ', 1) AS survey,
    split_part(measure.asks, ', ', 2) AS subject,
    change.earlier_period,
    change.areas_counted,
    earlier.value AS earlier_value,
    later.value AS later_value,
    earlier.people AS earlier_people,
    later.people,
    coalesce('staff only' IN (earlier.reliability, later.reliability), FALSE) AS is_for_staff,
    change.changed_by,
    change.change_lower,
    change.change_upper,
    coalesce(change.verdict, 'cannot say') AS verdict,
    series_break.measure_id IS NOT NULL AS is_new_wording
FROM measure
LEFT JOIN series_break
    ON
        measure.measure_id = series_break.measure_id
        AND series_break.period = $period
LEFT JOIN change
    ON
        measure.measure_id = change.measure_id
        AND change.place_id = $place_id
        AND change.period = $period
        AND change.since = 'first'
LEFT JOIN answered AS earlier
    ON
        change.measure_id = earlier.measure_id
        AND change.earlier_period = earlier.period
LEFT JOIN answered AS later
    ON
        change.measure_id = later.measure_id
        AND change.period = later.period
WHERE measure.topic = 'Council relationship' AND contains(measure.asks, ', ')
ORDER BY
    measure.order_number,
    measure.measure_id
