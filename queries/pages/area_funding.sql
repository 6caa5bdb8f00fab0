-- What one area sought and was offered, a row for each route, kind and outcome, and for whether it stands apart as not
-- declared to be linked to the programme: cash, help in kind and time are apart.

SELECT
    route,
    kind,
    outcome,
    NOT coalesce(is_linked, FALSE) AS is_apart,
    count(*) AS entries,
    sum(asked_gbp ORDER BY project, submitted_on) AS asked_gbp,
    sum(awarded_gbp ORDER BY project, submitted_on) AS awarded_gbp,
    sum(hours ORDER BY project, submitted_on) AS hours
FROM funding
WHERE area_id = $area_id
GROUP BY
    route,
    kind,
    outcome,
    NOT coalesce(is_linked, FALSE)
ORDER BY
    route,
    kind,
    outcome,
    is_apart
