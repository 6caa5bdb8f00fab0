-- Which areas lie or lay in each council, and what it is to them.

SELECT
    area_council.council_code,
    area_council.area_id,
    area_council.role
FROM area_council
INNER JOIN area ON area_council.area_id = area.area_id
ORDER BY
    area_council.council_code,
    area.area_name,
    area_council.area_id
