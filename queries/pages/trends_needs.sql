-- The returns that one measure is made from.

SELECT table_name
FROM measure_return
WHERE measure_id = $measure_id
ORDER BY table_name
