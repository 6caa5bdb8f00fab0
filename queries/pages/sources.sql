-- Where the figures are from: publisher, title, address, licence, date and what was done with them.

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
