-- What a search can find: names of areas, other spellings, councils past and present, wards and census places.

SELECT
    area_id,
    area_name AS entry,
    'area' AS kind
FROM area
UNION
SELECT
    area_id,
    other_name AS entry,
    'other name' AS kind
FROM area_name
UNION
SELECT
    area_council.area_id,
    council.council_name AS entry,
    area_council.role AS kind
FROM area_council
INNER JOIN council ON area_council.council_code = council.council_code
UNION
SELECT
    area_id,
    ward_name AS entry,
    'ward' AS kind
FROM area_ward
WHERE ward_name IS NOT NULL
UNION
SELECT
    area_id,
    msoa_name AS entry,
    'place' AS kind
FROM area_place
