-- Every measure with its topic, how many areas have a figure in the period that a page opens on, and whether it can be
-- judged: its areas by the funnel, or its trend. opens_topic marks the measure of each topic that says most: one that
-- can be judged before one that cannot, then the one that most areas have, then the first in order.

WITH period_area AS (
    SELECT
        figure.measure_id,
        count(*) FILTER (WHERE figure.state = 'value') AS areas
    FROM newest_period AS newest
    INNER JOIN indicator_area AS figure
        ON newest.measure_id = figure.measure_id AND newest.opens_on = figure.period
    GROUP BY figure.measure_id
),

judged AS (
    SELECT newest.measure_id
    FROM newest_period AS newest
    INNER JOIN funnel ON newest.measure_id = funnel.measure_id AND newest.opens_on = funnel.period
    WHERE funnel.verdict IN ('as expected', 'worth a look', 'differs')
    UNION
    SELECT measure_id FROM trend_verdict
    WHERE place_id = 'programme:same-areas' AND verdict <> 'cannot say'
),

measure_area AS (
    SELECT
        measure.measure_id,
        measure.topic,
        measure.order_number,
        coalesce(period_area.areas, 0) AS areas,
        measure.measure_id IN (SELECT judged.measure_id FROM judged) AS is_judged
    FROM measure
    LEFT JOIN period_area ON measure.measure_id = period_area.measure_id
)

SELECT
    measure_id,
    topic,
    areas,
    is_judged,
    row_number() OVER (
        PARTITION BY topic
        ORDER BY areas = 0 ASC, is_judged DESC, areas DESC, order_number ASC, measure_id ASC
    ) = 1 AS opens_topic
FROM measure_area
ORDER BY
    min(order_number) OVER (PARTITION BY topic) ASC,
    areas = 0 ASC,
    order_number ASC,
    measure_id ASC
