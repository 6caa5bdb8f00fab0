-- Which returns a figure of one area was made from: each table its measure reads, with the load and how many rows it
-- brought of this area; where $area_id is empty, of all areas. No number of rows about people is known here.

WITH reads AS (
    SELECT
        measure.measure_id,
        returned.table_name
    FROM measure
    CROSS JOIN (SELECT DISTINCT table_name FROM returned WHERE table_name <> 'return_status') AS returned
    WHERE
        regexp_matches(measure.sql, '\b' || returned.table_name || '\b')
        OR (returned.table_name = 'survey_answer' AND regexp_matches(measure.sql, '\bsurvey_share\b'))
        OR (returned.table_name = 'review' AND regexp_matches(measure.sql, '\breview_of_year\b'))
        OR (returned.table_name = 'funding' AND regexp_matches(measure.sql, '\b(cash_win|win_of_year)\b'))
        OR (returned.table_name = 'meeting' AND regexp_matches(measure.sql, '\bmeeting_of_year\b'))
)

SELECT
    returned.table_name,
    returned.load,
    strftime(load.loaded_at, '%Y-%m-%dT%H:%M:%SZ') AS loaded_at,
    count(DISTINCT returned.area_id) AS areas,
    sum(returned.row_count) AS row_count
FROM reads
INNER JOIN returned ON reads.table_name = returned.table_name
LEFT JOIN load ON returned.load = load.load
WHERE reads.measure_id = $measure_id AND (returned.area_id = $area_id OR $area_id = '')
GROUP BY
    returned.table_name,
    returned.load,
    load.loaded_at
ORDER BY
    returned.table_name,
    returned.load
