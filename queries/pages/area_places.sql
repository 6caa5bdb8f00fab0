-- The census areas (MSOAs) that stand in for one area, with their residents.

SELECT
    msoa_name,
    msoa_code,
    sum(residents) AS residents,
    count(*) AS small_areas
FROM area_place
WHERE area_id = $area_id
GROUP BY ALL
ORDER BY
    residents DESC,
    msoa_code ASC
