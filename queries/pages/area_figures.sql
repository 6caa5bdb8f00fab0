-- All figures of one area, in every period, with those of its region, the areas in it, the programme and England.

SELECT
    measure_id,
    period,
    state,
    value,
    lower,
    upper,
    numerator,
    denominator,
    reliability,
    band,
    region_value,
    peers_value,
    programme_value,
    programme_areas,
    england_value
FROM area_figure
WHERE area_id = $area_id
ORDER BY
    order_number,
    measure_id,
    period
