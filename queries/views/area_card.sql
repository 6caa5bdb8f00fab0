-- One row an area with all that lists, maps and search show of it beside a measure.

WITH deprivation AS (
    SELECT
        place_id AS area_id,
        numerator AS deprivation_rank
    FROM context
    WHERE series = 'deprivation_rank'
    QUALIFY row_number() OVER (PARTITION BY place_id ORDER BY edition DESC) = 1
)

SELECT
    area.area_id,
    area.area_name,
    area.council_code,
    area.council_name,
    area.region_code,
    area.region_name,
    area.wave,
    area.easting,
    area.northing,
    area.point_quality,
    region.block_column,
    region.block_row,
    tile.tile_column,
    tile.tile_row,
    CASE
        WHEN deprivation.deprivation_rank >= 90 THEN 'Most deprived tenth'
        WHEN deprivation.deprivation_rank >= 80 THEN 'Second most deprived tenth'
        WHEN deprivation.deprivation_rank >= 60 THEN 'Next fifth'
        WHEN deprivation.deprivation_rank IS NOT NULL THEN 'Less deprived'
        ELSE 'Not known'
    END AS deprivation_group,
    (
        SELECT count(*) FROM fact
        WHERE fact.area_id = area.area_id
    ) AS fact_count
FROM area
INNER JOIN region ON area.region_code = region.region_code
INNER JOIN tile ON area.area_id = tile.area_id
LEFT JOIN deprivation ON area.area_id = deprivation.area_id
