-- The regions in the order in which they stand on the tile map, with their number of areas.

SELECT
    region.region_code,
    region.region_name,
    region.block_column,
    region.block_row,
    count(area.area_id) AS areas
FROM region
LEFT JOIN area ON region.region_code = area.region_code
GROUP BY ALL
ORDER BY
    region.block_row,
    region.block_column
