-- How many facts of each kind are on the public record, for how many areas and for the programme as a whole.

SELECT
    kind,
    count(*) AS facts,
    count(DISTINCT area_id) AS areas,
    count(*) FILTER (WHERE area_id IS NULL) AS programme_facts,
    count(*) FILTER (WHERE source_is_copy) AS from_copies
FROM fact
GROUP BY kind
ORDER BY
    facts DESC,
    kind ASC
