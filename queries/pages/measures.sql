-- Every measure of which any area has a figure, with what its file says of it, in the order they are shown.
-- Measures worked out from returns have none until returns are loaded; coverage_measures lists them too.

SELECT
    measure_id,
    name,
    short,
    topic,
    unit,
    in_words,
    sources,
    method,
    caveat,
    kind,
    direction,
    decimals,
    per,
    roll_up
FROM measure
WHERE
    measure_id IN (
        SELECT figure.measure_id FROM indicator_area AS figure
        WHERE figure.state = 'value'
    )
ORDER BY
    order_number,
    measure_id
