-- Whether one measure rises or falls, for every area and for the same areas of the programme, with its change since the
-- first figure of the same wording.

SELECT
    trend.place_id,
    trend.verdict,
    trend.points,
    trend.first_period,
    trend.last_period,
    trend.areas_counted,
    since_first.earlier_period AS since_period,
    since_first.changed_by AS since_by,
    since_first.change_lower AS since_lower,
    since_first.change_upper AS since_upper,
    since_first.verdict AS since_verdict
FROM trend_verdict AS trend
LEFT JOIN change AS since_first
    ON
        trend.measure_id = since_first.measure_id
        AND trend.place_id = since_first.place_id
        AND trend.last_period = since_first.period
        AND since_first.since = 'first'
WHERE trend.measure_id = $measure_id
ORDER BY trend.place_id
