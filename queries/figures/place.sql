-- Every place a figure can be for: areas, waves, the programme, its areas by region, and whole regions and England.
-- The ids of groups cannot meet those of areas: they hold a colon.

SELECT
    area_id AS place_id,
    area_name AS place_name,
    'area' AS place_kind
FROM area
UNION ALL
SELECT
    'wave:' || wave AS place_id,
    'Wave ' || wave AS place_name,
    'wave' AS place_kind
FROM wave
UNION ALL
SELECT
    'programme:all' AS place_id,
    'All ' || programme_name || ' areas' AS place_name,
    'programme' AS place_kind
FROM programme
UNION ALL
SELECT
    'programme:same-areas' AS place_id,
    'The same ' || programme_name || ' areas in all of the last periods' AS place_name,
    'same areas' AS place_kind
FROM programme
UNION ALL
SELECT
    'areas-in:' || region.region_code AS place_id,
    programme.programme_name || ' areas in ' || region.region_name AS place_name,
    'areas in region' AS place_kind
FROM region
CROSS JOIN programme
UNION ALL
SELECT
    region_code AS place_id,
    region_name AS place_name,
    'region' AS place_kind
FROM region
UNION ALL
SELECT
    'E92000001' AS place_id,
    'England' AS place_name,
    'england' AS place_kind
