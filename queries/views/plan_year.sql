-- Figures of the programme, its waves and regions by year of the plan (see area_plan_year); areas_counted says of how
-- many areas.

WITH added_up AS (
    SELECT
        of_area.measure_id,
        member.place_id,
        of_area.nth_year AS plan_year,
        sum(of_area.numerator ORDER BY of_area.area_id) AS numerator,
        sum(of_area.denominator ORDER BY of_area.area_id) AS denominator,
        sum(of_area.sum_squares ORDER BY of_area.area_id) AS sum_squares,
        count(*) AS areas_counted
    FROM area_plan_year AS of_area
    INNER JOIN place_member AS member ON of_area.area_id = member.area_id
    GROUP BY
        of_area.measure_id,
        member.place_id,
        of_area.nth_year
)

SELECT
    added_up.measure_id,
    added_up.place_id,
    added_up.plan_year,
    added_up.numerator,
    added_up.denominator,
    figure(measure.kind, measure.per, added_up.numerator, added_up.denominator) AS value,
    figure_lower(
        measure.interval_by, measure.kind, measure.per, added_up.numerator, added_up.denominator, added_up.sum_squares
    ) AS lower,
    figure_upper(
        measure.interval_by, measure.kind, measure.per, added_up.numerator, added_up.denominator, added_up.sum_squares
    ) AS upper,
    added_up.areas_counted
FROM added_up
INNER JOIN measure ON added_up.measure_id = measure.measure_id
ORDER BY
    added_up.measure_id,
    added_up.place_id,
    added_up.plan_year
