-- The figures of one measure, of an area or of all areas together, in every period, with their ranges and bases.

SELECT
    period,
    state,
    value,
    lower,
    upper,
    numerator,
    denominator,
    reliability
FROM indicator_value
WHERE
    measure_id = $measure_id
    AND place_id = $place_id
ORDER BY period
