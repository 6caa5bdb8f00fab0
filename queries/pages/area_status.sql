-- The states one area has been in, latest first, as far as published pages give them.

SELECT
    status,
    from_date,
    detail,
    source_url
FROM area_status
WHERE area_id = $area_id
ORDER BY from_date DESC
