-- What everyone's figures rest on: the newest parts of each figure, but for areas that wait those they were published
-- with. waiting_area names the areas that wait and the edition of which they keep their figure, if they had one.

SELECT
    part.measure_id,
    part.place_id,
    part.period,
    part.numerator,
    part.denominator,
    part.sum_squares
FROM indicator_part AS part
ANTI JOIN waiting_area
    ON
        part.measure_id = waiting_area.measure_id
        AND part.period = waiting_area.period
        AND part.place_id = waiting_area.place_id
UNION ALL
SELECT
    published.measure_id,
    published.place_id,
    published.period,
    published.numerator,
    published.denominator,
    published.sum_squares
FROM published
SEMI JOIN waiting_area
    ON
        published.measure_id = waiting_area.measure_id
        AND published.period = waiting_area.period
        AND published.place_id = waiting_area.place_id
        AND published.edition = waiting_area.edition
