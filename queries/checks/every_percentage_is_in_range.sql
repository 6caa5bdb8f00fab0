-- A proportion lies between 0 and 100 per cent.

SELECT
    value.measure_id,
    value.place_id,
    value.period,
    value.value
FROM indicator_value AS value
INNER JOIN measure ON value.measure_id = measure.measure_id
WHERE measure.kind = 'proportion' AND value.value NOT BETWEEN 0 AND 100
