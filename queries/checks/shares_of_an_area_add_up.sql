-- The shares of an area's residents over its census areas add up to 100 per cent.

SELECT
    area_id,
    sum(area_in_lsoa_pct) AS total
FROM area_place
GROUP BY area_id
HAVING abs(sum(area_in_lsoa_pct) - 100) > 0.5
