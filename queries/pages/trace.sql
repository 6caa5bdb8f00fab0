-- The returns from which a figure of one area was made: each table its measure reads, with the load and how many rows
-- of this area it brought; of all areas where $area_id is empty. Rows about people are not counted.

SELECT
    returned.table_name,
    returned.load,
    strftime(load.loaded_at, '%Y-%m-%dT%H:%M:%SZ') AS loaded_at,
    count(DISTINCT returned.area_id) AS areas,
    sum(returned.row_count) AS row_count
FROM measure_return
INNER JOIN returned ON measure_return.table_name = returned.table_name
LEFT JOIN load ON returned.load = load.load
WHERE measure_return.measure_id = $measure_id AND (returned.area_id = $area_id OR $area_id = '')
GROUP BY
    returned.table_name,
    returned.load,
    load.loaded_at
ORDER BY
    returned.table_name,
    returned.load
