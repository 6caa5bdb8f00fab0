-- Every outline is within 5 km of the point of its area.
-- table: boundary
-- severity: warning
-- mend: Look whether the outline is of this area.

WITH corners AS (
    SELECT
        area_id,
        list_transform(regexp_extract_all(geom, '(-?[0-9.]+) -?[0-9.]+', 1), LAMBDA text: text::DOUBLE) AS eastings,
        list_transform(regexp_extract_all(geom, '-?[0-9.]+ (-?[0-9.]+)', 1), LAMBDA text: text::DOUBLE) AS northings
    FROM boundary
),

away AS (
    SELECT
        corners.area_id,
        greatest(list_min(corners.eastings) - area.easting, area.easting - list_max(corners.eastings), 0) AS east_m,
        greatest(list_min(corners.northings) - area.northing, area.northing - list_max(corners.northings), 0) AS north_m
    FROM corners
    INNER JOIN area ON corners.area_id = area.area_id
)

SELECT
    area_id,
    'the outline is ' || round(sqrt(east_m ^ 2 + north_m ^ 2) / 1000)::INTEGER
    || ' km from the point of the area' AS says
FROM away
WHERE sqrt(east_m ^ 2 + north_m ^ 2) > 5000
