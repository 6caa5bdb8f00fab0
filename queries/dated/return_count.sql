-- How many returns of each table each area owes and sent, by one rule for all pages: see return_standing.
-- Add up its columns for a region, a table or the programme. due is what should be in by the day of the build:
-- complete, in part, received and overdue; came is due without overdue. Returns not yet due and nothing due are apart.

SELECT
    area_id,
    table_name,
    count(*) FILTER (WHERE standing NOT IN ('not yet due', 'nothing due')) AS due,
    count(*) FILTER (WHERE standing IN ('complete', 'partial', 'received')) AS came,
    count(*) FILTER (WHERE standing = 'complete') AS complete,
    count(*) FILTER (WHERE standing = 'partial') AS in_part,
    count(*) FILTER (WHERE standing = 'received') AS received,
    count(*) FILTER (WHERE standing = 'overdue') AS overdue,
    count(*) FILTER (WHERE standing = 'not yet due') AS not_yet_due,
    count(*) FILTER (WHERE standing = 'nothing due') AS nothing_due
FROM return_standing
GROUP BY
    area_id,
    table_name
ORDER BY
    area_id,
    table_name
