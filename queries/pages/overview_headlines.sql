-- The figure of all areas together for some measures, in the newest period that is complete enough: its interval, the
-- typical area (median of the areas with a figure), and how many areas have one. $measures joins their ids by points;
-- the rows are in that order.

WITH wanted AS (
    SELECT
        unnest(string_split($measures, '.')) AS measure_id,
        generate_subscripts(string_split($measures, '.'), 1) AS order_number
),

typical AS (
    SELECT
        newest.measure_id,
        median(figure.value) FILTER (WHERE figure.state = 'value') AS typical_value
    FROM newest_period AS newest
    INNER JOIN indicator_area AS figure
        ON newest.measure_id = figure.measure_id AND newest.period = figure.period
    WHERE figure.measure_id IN (SELECT wanted.measure_id FROM wanted)
    GROUP BY newest.measure_id
)

SELECT
    newest.measure_id,
    newest.period,
    newest.is_part_year,
    newest.areas_reported,
    coalesce(figure.state, 'not reported') AS state,
    figure.value,
    figure.lower,
    figure.upper,
    typical.typical_value
FROM wanted
INNER JOIN newest_period AS newest ON wanted.measure_id = newest.measure_id
LEFT JOIN typical ON newest.measure_id = typical.measure_id
LEFT JOIN indicator_value AS figure
    ON
        newest.measure_id = figure.measure_id
        AND newest.period = figure.period
        AND figure.place_id = 'programme:all'
ORDER BY wanted.order_number
