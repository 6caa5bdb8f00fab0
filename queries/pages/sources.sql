-- The sources of the figures: publisher, title, address, licence, date and how they were processed.

SELECT
    source_id,
    table_name,
    publisher,
    title,
    address,
    licence,
    dated,
    what_was_done
FROM source
ORDER BY
    table_name,
    source_id
