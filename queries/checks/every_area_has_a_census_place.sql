-- Each area is stood for by at least one census area.

SELECT area_id
FROM area
WHERE area_id NOT IN (SELECT area_place.area_id FROM area_place)
