-- No two areas stand on the same cell of the tile map.

SELECT
    area.region_code,
    tile.tile_column,
    tile.tile_row
FROM tile
INNER JOIN area ON tile.area_id = area.area_id
GROUP BY ALL
HAVING count(*) > 1
