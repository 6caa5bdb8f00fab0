-- Whether the figures of one area rise or fall, and their change since the first figure of the same wording.

SELECT
    trend_verdict.measure_id,
    trend_verdict.verdict,
    trend_verdict.points,
    trend_verdict.first_period,
    trend_verdict.last_period,
    change.earlier_period AS since_period,
    change.verdict AS since_verdict
FROM trend_verdict
LEFT JOIN change
    ON
        trend_verdict.measure_id = change.measure_id
        AND trend_verdict.place_id = change.place_id
        AND trend_verdict.last_period = change.period
        AND change.since = 'first'
WHERE trend_verdict.place_id = $area_id
ORDER BY trend_verdict.measure_id
