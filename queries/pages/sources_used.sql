-- Each source once: what it is, who publishes it, and the tables it is used for.

SELECT
    title,
    publisher,
    string_agg(replace(table_name, '_', ' '), ', ' ORDER BY table_name) AS used_for,
    licence,
    dated,
    address
FROM source
GROUP BY
    title,
    publisher,
    licence,
    dated,
    address
ORDER BY
    publisher,
    title
