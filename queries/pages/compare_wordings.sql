-- The rounds from which the question behind one measure has a new wording.

SELECT period
FROM series_break
WHERE measure_id = $measure_id
ORDER BY period
