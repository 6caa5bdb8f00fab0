-- The state and value of every figure of every area, to be compared with those of another build.

SELECT
    indicator_area.area_id,
    indicator_area.measure_id,
    indicator_area.period,
    indicator_area.state,
    indicator_area.value
FROM indicator_area
WHERE
    indicator_area.state IN ('value', 'hidden')
    AND indicator_area.measure_id IN (SELECT measure.measure_id FROM measure)
ORDER BY indicator_area.area_id, indicator_area.measure_id, indicator_area.period
