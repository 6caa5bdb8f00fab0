-- One measure in one period for every area: the figure, what it is made of, or why there is none.

SELECT
    area_id,
    state,
    value,
    numerator,
    denominator
FROM indicator_area
WHERE measure_id = $measure_id AND period = $period
ORDER BY area_id
