-- What is on the public record about one theme: facts about areas and the areas they are about, by kind, most first.

WITH themed AS (
    SELECT
        kind,
        area_id
    FROM fact
    WHERE theme = $theme AND area_id IS NOT NULL
)

SELECT
    kind,
    count(*) AS facts,
    count(DISTINCT area_id) AS areas,
    (SELECT count(DISTINCT everywhere.area_id) FROM themed AS everywhere) AS areas_of_theme
FROM themed
GROUP BY kind
ORDER BY
    facts DESC,
    kind ASC
