-- Other names of one area.

SELECT
    other_name,
    kind
FROM area_name
WHERE area_id = $area_id
ORDER BY
    kind,
    other_name
