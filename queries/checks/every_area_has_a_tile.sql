-- Each area has a cell on the tile map.

SELECT area_id
FROM area
WHERE area_id NOT IN (SELECT tile.area_id FROM tile)
