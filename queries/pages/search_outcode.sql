-- The areas nearest to the middle of a postcode district, with the distance in kilometres.

SELECT
    area.area_id,
    sqrt(power(area.easting - outcode.easting, 2) + power(area.northing - outcode.northing, 2)) / 1000 AS distance_km
FROM outcode
CROSS JOIN area
WHERE outcode.outcode = $outcode
ORDER BY
    distance_km,
    area.area_id
LIMIT 5
