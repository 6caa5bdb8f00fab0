-- The council and the region written beside an area are those of their codes.

SELECT
    area.area_id,
    area.council_name,
    area.region_name
FROM area
INNER JOIN council ON area.council_code = council.council_code
INNER JOIN region ON area.region_code = region.region_code
WHERE area.council_name <> council.council_name OR area.region_name <> region.region_name
