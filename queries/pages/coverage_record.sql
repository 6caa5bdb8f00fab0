-- How many facts of each theme and kind are on the public record, for how many areas and for the programme as a whole.

SELECT
    theme,
    kind,
    count(*) AS facts,
    count(DISTINCT area_id) AS areas,
    count(*) FILTER (WHERE area_id IS NULL) AS programme_facts,
    count(*) FILTER (WHERE source_is_copy) AS from_copies
FROM fact
GROUP BY
    theme,
    kind
ORDER BY
    facts DESC,
    theme ASC,
    kind ASC
