-- How what each side says changed up to one round ($period) at one place ($place_id), as far as the build judges it: a
-- new wording is told and not compared.

SELECT
    measure.measure_id,
    change.earlier_period,
    change.areas_counted,
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
        AND change.since = 'before'
WHERE measure.topic = 'Council relationship' AND contains(measure.asks, ', ')
ORDER BY
    measure.order_number,
    measure.measure_id
