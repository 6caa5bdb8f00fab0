-- Which areas make up each group of areas, so that a measure rolls up from area to wave, region and programme.

SELECT
    'wave:' || wave AS place_id,
    area_id
FROM area
UNION ALL
SELECT
    'programme:all' AS place_id,
    area_id
FROM area
UNION ALL
SELECT
    'areas-in:' || region_code AS place_id,
    area_id
FROM area
