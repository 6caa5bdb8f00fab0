-- Figures of the programme, its waves and regions by year of the plan: year 1 is the calendar year in which an area's
-- first plan was endorsed, so that areas are held together by how long they had been at it. Only calendar years of
-- areas whose plan is known; areas_counted says how many. Not what counts people: a sum over other years would be one
-- more sum from which a hidden figure might be had.

WITH year_one AS (
    SELECT
        area_id,
        min(year(coalesce(endorsed_on, from_date))) AS year_one
    FROM plan
    GROUP BY area_id
),

of_area AS (
    SELECT
        value.measure_id,
        value.place_id AS area_id,
        cast(value.period AS BIGINT) - year_one.year_one + 1 AS plan_year,
        value.numerator,
        value.denominator,
        value.sum_squares
    FROM indicator_value AS value
    INNER JOIN year_one ON value.place_id = year_one.area_id
    INNER JOIN measure
        ON
            value.measure_id = measure.measure_id
            AND measure.counts_people = 'no'
            AND measure.roll_up = 'sum'
            AND measure.sources = 'returns'
    WHERE value.state = 'value' AND regexp_full_match(value.period, '[0-9]{4}')
),

added_up AS (
    SELECT
        of_area.measure_id,
        member.place_id,
        of_area.plan_year,
        sum(of_area.numerator ORDER BY of_area.area_id) AS numerator,
        sum(of_area.denominator ORDER BY of_area.area_id) AS denominator,
        sum(of_area.sum_squares ORDER BY of_area.area_id) AS sum_squares,
        count(*) AS areas_counted
    FROM of_area
    INNER JOIN place_member AS member ON of_area.area_id = member.area_id
    WHERE of_area.plan_year > 0
    GROUP BY
        of_area.measure_id,
        member.place_id,
        of_area.plan_year
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
