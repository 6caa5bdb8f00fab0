-- The middle one of the similar areas and of all areas, beside each newest figure of one area; only of areas with a
-- figure that may be shown.

WITH newest AS (
    SELECT
        measure_id,
        max(period) AS period
    FROM indicator_area
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
    newest.measure_id,
    newest.period,
    median(figure.value) FILTER (WHERE similar_area.similar_id IS NOT NULL) AS similar_middle,
    count(similar_area.similar_id) AS similar_areas,
    median(figure.value) AS all_middle,
    count(*) AS all_areas
FROM newest
INNER JOIN indicator_area AS figure ON newest.measure_id = figure.measure_id AND newest.period = figure.period
LEFT JOIN similar_area ON figure.area_id = similar_area.similar_id AND similar_area.area_id = $area_id
WHERE figure.state = 'value' AND (figure.reliability IS NULL OR figure.reliability <> 'staff only')
GROUP BY
    newest.measure_id,
    newest.period
ORDER BY newest.measure_id
