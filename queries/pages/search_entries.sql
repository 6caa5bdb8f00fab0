-- All that a search by name can find.

SELECT
    area_id,
    entry,
    kind
FROM search_entry
ORDER BY ALL
