-- Every measure of which no area has a figure, with its definition: those worked out from returns wait for them.

SELECT
    topic,
    name,
    unit,
    method,
    caveat
FROM measure
WHERE
    measure_id NOT IN (
        SELECT figure.measure_id FROM indicator_area AS figure
        WHERE figure.state = 'value'
    )
ORDER BY
    order_number,
    measure_id
