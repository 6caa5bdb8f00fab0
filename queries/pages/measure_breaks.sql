-- Where the classes of one measure begin on every map.

SELECT edge
FROM measure_break
WHERE measure_id = $measure_id
ORDER BY edge
