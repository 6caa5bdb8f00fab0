-- The organisations that held the money of one area or helped it, with their roles and dates.

SELECT
    organisation,
    role,
    from_date,
    to_date
FROM host
WHERE area_id = $area_id
ORDER BY
    from_date,
    organisation
