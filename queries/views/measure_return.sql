-- Which tables of returns each measure is made from: those its SELECT names, itself or through a table of
-- queries/returned, which several measures start from.

SELECT
    measure.measure_id,
    needed.table_name
FROM measure
INNER JOIN return_table AS needed ON regexp_matches(measure.sql, needed.pattern)
WHERE measure.sources = 'returns'
ORDER BY
    measure.measure_id,
    needed.table_name
