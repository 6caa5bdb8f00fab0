-- Whether the outcomes rise or fall on the same areas of the programme, and their change since the round before,
-- which is NULL where fewer than ten areas are the same.

SELECT
    trend.measure_id,
    trend.verdict,
    trend.points,
    trend.first_period,
    trend.last_period,
    trend.areas_counted,
    change.period,
    change.earlier_period,
    change.areas_counted AS areas_compared,
    change.changed_by,
    change.change_lower,
    change.change_upper,
    change.verdict AS change_verdict
FROM trend_verdict AS trend
INNER JOIN measure ON trend.measure_id = measure.measure_id
LEFT JOIN change
    ON
        trend.measure_id = change.measure_id
        AND trend.place_id = change.place_id
        AND trend.last_period = change.period
        AND change.since = 'before'
        AND change.changed_by IS NOT NULL
WHERE
    measure.topic = 'Outcomes'
    AND measure.counts_people <> 'no'
    AND trend.place_id = 'programme:same-areas'
ORDER BY trend.measure_id
