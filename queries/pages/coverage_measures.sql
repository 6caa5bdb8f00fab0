-- How many areas have each measure in its newest period, or in all years together, and why the others have not.

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
FROM measure
INNER JOIN newest ON measure.measure_id = newest.measure_id
INNER JOIN indicator_area AS figure ON measure.measure_id = figure.measure_id AND newest.period = figure.period
GROUP BY
    measure.measure_id,
    measure.topic,
    measure.name,
    newest.period,
    measure.sources,
    measure.order_number
ORDER BY measure.order_number, measure.name
