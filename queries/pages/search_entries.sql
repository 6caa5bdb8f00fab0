-- All names that a search can match.

SELECT
    area_id,
    entry,
    kind
FROM search_entry
ORDER BY ALL
