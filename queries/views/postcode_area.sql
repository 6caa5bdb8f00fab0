-- Every postcode of a stand-in, written without its space, with its area.

SELECT
    postcode.outcode || unnest(string_split(postcode.incodes, ' ')) AS postcode,
    area_place.area_id
FROM postcode
INNER JOIN area_place ON postcode.lsoa_code = area_place.lsoa_code
