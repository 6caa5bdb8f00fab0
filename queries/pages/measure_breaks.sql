-- Where the classes of one measure begin on every map of single periods, or of spans of years, as the period is.

SELECT edge
FROM measure_break
WHERE measure_id = $measure_id AND is_span = ($period = 'all years' OR contains($period, ' to '))
ORDER BY edge
