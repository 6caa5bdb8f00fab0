-- Every area with the columns that lists, menus and maps need.

SELECT
    area_id,
    area_name,
    council_name,
    region_code,
    region_name,
    wave,
    easting,
    northing,
    point_quality,
    block_column,
    block_row,
    tile_column,
    tile_row,
    deprivation_group,
    fact_count
FROM area_card
ORDER BY
    area_name,
    area_id
