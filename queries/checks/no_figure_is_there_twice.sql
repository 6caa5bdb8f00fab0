-- There is one figure for each measure, place and period.

SELECT
    measure_id,
    place_id,
    period
FROM indicator_value
GROUP BY ALL
HAVING count(*) > 1
