-- The figures of the four outcomes that people were asked about, in every round: of all areas together and of one area.

SELECT
    value.measure_id,
    value.place_id,
    value.period,
    value.state,
    value.value,
    value.lower,
    value.upper,
    value.numerator,
    value.denominator,
    value.reliability,
    value.areas_counted
FROM indicator_value AS value
INNER JOIN measure ON value.measure_id = measure.measure_id
WHERE
    measure.topic = 'Outcomes'
    AND measure.counts_people <> 'no'
    AND value.place_id IN ('programme:all', $area_id)
    AND regexp_full_match(value.period, '[0-9]{4}')
ORDER BY
    measure.order_number ASC,
    value.measure_id ASC,
    value.period ASC,
    value.place_id = 'programme:all' DESC,
    value.place_id ASC
