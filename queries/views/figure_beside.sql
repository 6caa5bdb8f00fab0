-- Every figure that stands beside those of areas: England, whole regions, waves, the programme, its areas by region.

SELECT
    figure.measure_id,
    figure.period,
    place.place_id,
    place.place_name,
    place.place_kind,
    figure.state,
    figure.value,
    figure.lower,
    figure.upper,
    figure.areas_counted
FROM indicator_value AS figure
INNER JOIN place ON figure.place_id = place.place_id
WHERE place.place_kind <> 'area'
