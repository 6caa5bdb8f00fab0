-- The figures of areas, for maps: each area is there in each period, with a state where there is no value to show.

SELECT
    value.measure_id,
    value.place_id AS area_id,
    value.period,
    value.state,
    value.numerator,
    value.denominator,
    value.value,
    value.lower,
    value.upper,
    value.reliability,
    value.band
FROM indicator_value AS value
INNER JOIN area ON value.place_id = area.area_id
ORDER BY
    value.measure_id,
    value.period,
    value.place_id
