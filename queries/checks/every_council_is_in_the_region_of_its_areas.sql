-- The council of each area is in the region that the area says it is in.

SELECT
    area.area_id,
    area.region_name,
    council.council_name,
    council.region_code
FROM area
INNER JOIN council ON area.council_code = council.council_code
WHERE council.region_code IS DISTINCT FROM area.region_code
