-- How many areas have each measure in its newest period, or in all years together, and why the others have not; of a
-- measure of which nothing has been returned yet, no area has reported.

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
    coalesce(newest.period, 'no returns yet') AS period,
    count(*) FILTER (WHERE figure.state = 'value') AS areas_with_figure,
    CASE
        WHEN newest.period IS NULL THEN (SELECT count(*) FROM area)
        ELSE count(*) FILTER (WHERE figure.state = 'not reported')
    END AS areas_not_reported,
    count(*) FILTER (WHERE figure.state = 'not due') AS areas_not_due,
    count(*) FILTER (WHERE figure.state = 'hidden') AS areas_hidden,
    measure.sources
FROM measure
LEFT JOIN newest ON measure.measure_id = newest.measure_id
LEFT JOIN indicator_area AS figure ON measure.measure_id = figure.measure_id AND newest.period = figure.period
GROUP BY
    measure.measure_id,
    measure.topic,
    measure.name,
    newest.period,
    measure.sources,
    measure.order_number
ORDER BY measure.order_number, measure.name
