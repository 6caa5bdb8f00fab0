-- The rounds from which the question behind one measure has a new wording, each with the round before.

SELECT
    series_break.period,
    max(figure.period) AS before_it
FROM series_break
INNER JOIN indicator_value AS figure
    ON series_break.measure_id = figure.measure_id AND series_break.period > figure.period
WHERE series_break.measure_id = $measure_id
GROUP BY series_break.period
ORDER BY series_break.period
