-- What this build publishes of each area: the parts of every figure that counts people, and whether the area is one of
-- the same areas. definition tells one definition of the measure from another.

SELECT
    part.measure_id,
    part.period,
    part.place_id,
    part.numerator,
    part.denominator,
    part.sum_squares,
    same_area.area_id IS NOT NULL AS is_same_area,
    defined.definition
FROM released_part AS part
INNER JOIN area ON part.place_id = area.area_id
INNER JOIN defined ON part.measure_id = defined.measure_id
LEFT JOIN same_area_released AS same_area
    ON
        part.measure_id = same_area.measure_id
        AND part.period = same_area.period
        AND part.place_id = same_area.area_id
