-- The wards of the newest year that one area touches, with both shares.

SELECT
    ward_name,
    ward_code,
    ward_year,
    ward_in_area_pct,
    area_in_ward_pct
FROM area_ward
WHERE area_id = $area_id AND ward_year = (SELECT max(latest.ward_year) FROM area_ward AS latest)
ORDER BY
    area_in_ward_pct DESC,
    ward_code ASC
