-- The area in whose census areas one postcode lies, with its small census area and how much of each lies in the other.

SELECT
    postcode_area.area_id,
    area_place.lsoa_code,
    area_place.lsoa_in_area_pct,
    area_place.area_in_lsoa_pct
FROM postcode_area
INNER JOIN postcode ON starts_with(postcode_area.postcode, postcode.outcode)
INNER JOIN area_place ON postcode_area.area_id = area_place.area_id AND postcode.lsoa_code = area_place.lsoa_code
WHERE
    postcode_area.postcode = $postcode
    AND list_contains(string_split(postcode.incodes, ' '), postcode_area.postcode[len(postcode.outcode) + 1:])
ORDER BY
    postcode_area.area_id,
    area_place.lsoa_code
