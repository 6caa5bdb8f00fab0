-- Whether one measure rises or falls, for every area and for the same areas of the programme, and its last change.

SELECT
    trend.place_id,
    trend.verdict,
    trend.points,
    trend.first_period,
    trend.last_period,
    trend.areas_counted,
    change.earlier_period,
    change.changed_by,
    change.change_lower,
    change.change_upper
FROM trend_verdict AS trend
LEFT JOIN change
    ON
        trend.measure_id = change.measure_id
        AND trend.place_id = change.place_id
        AND trend.last_period = change.period
        AND change.since = 'before'
WHERE trend.measure_id = $measure_id
ORDER BY trend.place_id
