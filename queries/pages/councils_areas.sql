-- The areas that lie or lay in each council, and the council's role for each of them.

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
