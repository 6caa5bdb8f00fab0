-- What lasts in one area after the programme.

SELECT
    kind,
    name,
    since,
    source
FROM legacy
WHERE area_id = $area_id
ORDER BY
    kind,
    name
