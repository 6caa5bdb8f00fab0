-- Figures of areas by year of the plan (nth_year): year 1 is the calendar year in which the first plan of the area was
-- endorsed, so that areas are held together by how long they had been at it. Only calendar years of areas whose first
-- plan has a dated endorsement (see first_plan). Not what counts people: a sum over other years would be one more sum
-- from which a hidden figure might be had.

SELECT
    figure.measure_id,
    figure.place_id AS area_id,
    cast(figure.period AS BIGINT) - first_plan.year_one + 1 AS nth_year,
    figure.value,
    figure.numerator,
    figure.denominator,
    figure.sum_squares
FROM indicator_value AS figure
INNER JOIN first_plan ON figure.place_id = first_plan.area_id
INNER JOIN measure
    ON
        figure.measure_id = measure.measure_id
        AND measure.counts_people = 'no'
        AND measure.roll_up = 'sum'
        AND measure.sources = 'returns'
WHERE
    figure.state = 'value'
    AND regexp_full_match(figure.period, '[0-9]{4}')
    AND cast(figure.period AS BIGINT) >= first_plan.year_one
ORDER BY
    figure.measure_id,
    figure.place_id,
    figure.period
