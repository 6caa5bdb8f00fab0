-- The figures of all areas for each measure of a topic, in the newest period in which one area has a figure.

WITH newest AS (
    SELECT
        measure_id,
        max(period) AS period
    FROM area_figure
    WHERE
        area_id = $area_id
        AND state = 'value'
        AND (measure_id, period) NOT IN (
            SELECT
                part.measure_id,
                part.period
            FROM measure_period AS part
            WHERE part.is_part_total
        )
    GROUP BY measure_id
)

SELECT
    figure.measure_id,
    figure.area_id,
    figure.value
FROM indicator_area AS figure
INNER JOIN newest ON figure.measure_id = newest.measure_id AND figure.period = newest.period
INNER JOIN measure ON figure.measure_id = measure.measure_id
WHERE measure.topic = $topic AND figure.state = 'value'
ORDER BY
    figure.measure_id,
    figure.area_id
