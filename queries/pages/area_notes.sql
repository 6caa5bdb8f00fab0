-- What one area, its host or others noted about its figures, or challenged, with what became of it; latest first.

SELECT
    about,
    words,
    by_role,
    noted_on,
    kind,
    state,
    reply
FROM note
WHERE area_id = $area_id
ORDER BY
    noted_on DESC,
    about ASC,
    words ASC
