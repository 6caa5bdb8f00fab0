-- All figures of one area, in every period, with those of its region, the programme and England beside them.

SELECT
    measure_id,
    period,
    state,
    value,
    numerator,
    denominator,
    region_value,
    programme_value,
    programme_areas,
    england_value
FROM area_figure
WHERE area_id = $area_id
ORDER BY
    order_number,
    measure_id,
    period
