-- Every measure with the verdict on its trend at one place ($place_id; for all areas together that of the same areas),
-- its change since the first figure of the same wording, and its newest period that is complete enough. Within a topic
-- those with a trend that can be judged come first, then those with a change since the first figure: a topic opens on
-- its first.

WITH measure_change AS (
    SELECT
        trend.measure_id,
        trend.verdict,
        trend.first_period,
        trend.last_period,
        since_first.verdict AS since_verdict,
        since_first.earlier_period AS since_period
    FROM trend_verdict AS trend
    LEFT JOIN change AS since_first
        ON
            trend.measure_id = since_first.measure_id
            AND trend.place_id = since_first.place_id
            AND trend.last_period = since_first.period
            AND since_first.since = 'first'
    WHERE trend.place_id = $place_id
)

SELECT
    measure.measure_id,
    measure.topic,
    newest.period AS newest_period,
    measure_change.verdict,
    measure_change.first_period,
    measure_change.last_period,
    measure_change.since_verdict,
    measure_change.since_period
FROM measure
LEFT JOIN newest_period AS newest ON measure.measure_id = newest.measure_id
LEFT JOIN measure_change ON measure.measure_id = measure_change.measure_id
ORDER BY
    min(measure.order_number) OVER (PARTITION BY measure.topic) ASC,
    coalesce(measure_change.verdict <> 'cannot say', FALSE) DESC,
    coalesce(measure_change.since_verdict <> 'cannot say', FALSE) DESC,
    measure.order_number ASC,
    measure.measure_id ASC
