-- Figures of the whole programme by year of the plan. Totals are divided by the number of areas with a figure, since
-- each later year has fewer areas. is_few: fewer than 30 areas have a figure in that year. is_full: at least half as
-- many areas have one as in the fullest year, as on the Trends page.

SELECT
    plan_year.measure_id,
    plan_year.plan_year,
    CASE
        WHEN measure.kind IN ('count', 'money') THEN plan_year.value / plan_year.areas_counted
        ELSE plan_year.value
    END AS value,
    CASE WHEN measure.kind NOT IN ('count', 'money') THEN plan_year.lower END AS lower,
    CASE WHEN measure.kind NOT IN ('count', 'money') THEN plan_year.upper END AS upper,
    measure.kind IN ('count', 'money') AS is_for_each_area,
    plan_year.numerator,
    plan_year.denominator,
    plan_year.areas_counted,
    plan_year.areas_counted < 30 AS is_few,
    2 * plan_year.areas_counted >= max(plan_year.areas_counted) OVER (PARTITION BY plan_year.measure_id) AS is_full
FROM plan_year
INNER JOIN measure ON plan_year.measure_id = measure.measure_id
WHERE
    plan_year.place_id = 'programme:all'
    AND measure.topic IN ('Spending', 'Funding wins', 'Participation', 'Meetings')
ORDER BY
    measure.order_number,
    plan_year.measure_id,
    plan_year.plan_year
