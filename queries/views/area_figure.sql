-- All figures of each area, in every period, with those of its region, the areas in it, the programme and England.

SELECT
    figure.area_id,
    figure.measure_id,
    figure.period,
    figure.state,
    figure.value,
    figure.lower,
    figure.upper,
    figure.numerator,
    figure.denominator,
    figure.reliability,
    figure.band,
    measure.order_number,
    beside_region.value AS region_value,
    beside_peers.value AS peers_value,
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
LEFT JOIN indicator_value AS beside_peers
    ON
        figure.measure_id = beside_peers.measure_id
        AND figure.period = beside_peers.period
        AND 'areas-in:' || area.region_code = beside_peers.place_id
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
ORDER BY
    figure.area_id,
    measure.order_number,
    figure.measure_id,
    figure.period
