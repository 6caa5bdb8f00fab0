-- One area: its council, region, wave and point, and how sure each is.

SELECT
    area.area_id,
    area.area_name,
    area.council_code,
    area.council_name,
    area.region_code,
    area.region_name,
    area.wave,
    area.longitude,
    area.latitude,
    area.easting,
    area.northing,
    area.point_quality,
    area.point_basis,
    area.council_confirmed,
    area.wave_confirmed
FROM area
WHERE area.area_id = $area_id
