-- No two areas have the same name.

SELECT area_name
FROM area
GROUP BY area_name
HAVING count(*) > 1
