-- One measure in one period for what stands beside the areas: England, whole regions, waves and the programme.

SELECT
    place.place_id,
    place.place_name,
    place.place_kind,
    figure.state,
    figure.value,
    figure.areas_counted
FROM indicator_value AS figure
INNER JOIN place ON figure.place_id = place.place_id
WHERE figure.measure_id = $measure_id AND figure.period = $period AND place.place_kind <> 'area'
ORDER BY
    place.place_kind,
    place.place_id
