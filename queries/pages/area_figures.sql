-- All figures of one area, in every period, with those of its region, its wave, the programme and England beside them.

SELECT
    figure.measure_id,
    figure.period,
    figure.state,
    figure.value,
    figure.numerator,
    figure.denominator,
    beside_region.value AS region_value,
    beside_programme.value AS programme_value,
    beside_programme.areas_counted AS programme_areas,
    beside_england.value AS england_value
FROM indicator_area AS figure
INNER JOIN area ON figure.area_id = area.area_id
INNER JOIN measure ON figure.measure_id = measure.measure_id
LEFT JOIN indicator_value AS beside_region
    ON
        figure.measure_id = beside_region.measure_id
        AND figure.period = beside_region.period
        AND area.region_code = beside_region.place_id
LEFT JOIN indicator_value AS beside_programme
    ON
        figure.measure_id = beside_programme.measure_id
        AND figure.period = beside_programme.period
        AND beside_programme.place_id = 'programme:all'
LEFT JOIN indicator_value AS beside_england
    ON
        figure.measure_id = beside_england.measure_id
        AND figure.period = beside_england.period
        AND beside_england.place_id = 'E92000001'
WHERE figure.area_id = $area_id
ORDER BY
    measure.order_number,
    figure.measure_id,
    figure.period
