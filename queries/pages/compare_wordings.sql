-- The rounds from which the question behind one measure was worded anew.

SELECT period
FROM series_break
WHERE measure_id = $measure_id
ORDER BY period
