-- Some measures of every area, each in the period that a page opens on; $measures joins their ids by points.

SELECT
    figure.area_id,
    figure.measure_id,
    figure.period,
    figure.state,
    figure.value,
    figure.band,
    figure.reliability
FROM indicator_area AS figure
INNER JOIN newest_period AS newest ON figure.measure_id = newest.measure_id AND figure.period = newest.opens_on
WHERE figure.measure_id IN (SELECT unnest(string_split($measures, '.')))
ORDER BY
    figure.measure_id,
    figure.area_id
