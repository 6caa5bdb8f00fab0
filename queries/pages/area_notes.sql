-- The notes on one area's figures and the challenges to them, with their state and reply; latest first.

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
