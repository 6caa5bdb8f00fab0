-- How many areas have each measure in its newest period, and why the others have not.

WITH newest AS (
    SELECT
        measure_id,
        max(period) AS period
    FROM indicator_area
    GROUP BY measure_id
)

SELECT
    measure.topic,
    measure.name,
    newest.period,
    count(*) FILTER (WHERE figure.state = 'value') AS areas_with_figure,
    count(*) FILTER (WHERE figure.state = 'not reported') AS areas_not_reported,
    count(*) FILTER (WHERE figure.state = 'not due') AS areas_not_due,
    count(*) FILTER (WHERE figure.state = 'hidden') AS areas_hidden,
    measure.sources
FROM indicator_area AS figure
INNER JOIN newest ON figure.measure_id = newest.measure_id AND figure.period = newest.period
INNER JOIN measure ON figure.measure_id = measure.measure_id
GROUP BY ALL
ORDER BY min(measure.order_number), measure.name
