-- The area in whose census areas one postcode lies, with its small census area and how much of each lies in the other.

WITH found AS (
    SELECT
        area_id,
        postcode AS code
    FROM postcode_area
    WHERE postcode = $postcode
)

SELECT
    found.area_id,
    area_place.lsoa_code,
    area_place.lsoa_in_area_pct,
    area_place.area_in_lsoa_pct
FROM found
INNER JOIN postcode AS of_lsoa ON starts_with(found.code, of_lsoa.outcode)
INNER JOIN area_place ON found.area_id = area_place.area_id AND of_lsoa.lsoa_code = area_place.lsoa_code
WHERE list_contains(string_split(of_lsoa.incodes, ' '), substr(found.code, length(of_lsoa.outcode) + 1))
ORDER BY
    found.area_id,
    area_place.lsoa_code
