-- The figures of areas that count people and that an audience (everyone or staff) may see in principle, before any is
-- hidden.

WITH raw_figure AS (
    SELECT *
    FROM figure_raw
    WHERE $audience = 'staff'
    UNION ALL
    SELECT *
    FROM figure_released
    WHERE $audience <> 'staff'
)

SELECT
    raw_figure.measure_id,
    raw_figure.period,
    raw_figure.place_id AS area_id,
    raw_figure.numerator,
    raw_figure.denominator,
    measure.counts_people,
    measure.minimum_base,
    measure.roll_up,
    measure.people
FROM raw_figure
INNER JOIN measure ON raw_figure.measure_id = measure.measure_id AND measure.counts_people <> 'no'
INNER JOIN area ON raw_figure.place_id = area.area_id
WHERE raw_figure.state = 'value' AND ($audience = 'staff' OR measure.who_may_see_it = 'everyone')
ORDER BY
    raw_figure.measure_id,
    raw_figure.period,
    raw_figure.place_id
