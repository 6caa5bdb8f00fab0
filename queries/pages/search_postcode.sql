-- The areas whose census areas hold one postcode, with its small census area and how much of each lies in the other.

WITH matches AS (
    SELECT
        area_id,
        postcode AS code
    FROM postcode_area
    WHERE postcode = $postcode
)

SELECT
    matches.area_id,
    area_place.lsoa_code,
    area_place.lsoa_in_area_pct,
    area_place.area_in_lsoa_pct
FROM matches
INNER JOIN postcode AS of_lsoa ON starts_with(matches.code, of_lsoa.outcode)
INNER JOIN area_place ON matches.area_id = area_place.area_id AND of_lsoa.lsoa_code = area_place.lsoa_code
WHERE list_contains(string_split(of_lsoa.incodes, ' '), substr(matches.code, length(of_lsoa.outcode) + 1))
ORDER BY
    matches.area_id,
    area_place.lsoa_code
