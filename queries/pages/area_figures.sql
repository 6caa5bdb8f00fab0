-- All figures of one area, in every period, with those of its region, the areas in it, the programme and England. A
-- total or rate of part of a year is left out: it is none of a year.

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
WHERE
    area_id = $area_id
    AND (measure_id, period) NOT IN (
        SELECT
            part.measure_id,
            part.period
        FROM measure_period AS part
        WHERE part.is_part_total
    )
ORDER BY
    order_number,
    measure_id,
    period
