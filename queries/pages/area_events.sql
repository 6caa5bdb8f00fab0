-- The dated facts about one area and its council, latest first.

SELECT
    happened_on,
    kind,
    council_role,
    commitment,
    due_on,
    what,
    source
FROM council_event
WHERE area_id = $area_id
ORDER BY
    happened_on DESC,
    kind ASC,
    what ASC,
    commitment ASC
