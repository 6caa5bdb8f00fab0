-- The programme, how many of its areas are on the public record or have sent returns, and which build this is.

SELECT
    programme.programme_id,
    programme.programme_name,
    programme.is_invented,
    programme.file_prefix,
    programme.state,
    programme.areas,
    build.version,
    build.built_at,
    (SELECT count(DISTINCT fact.area_id) FROM fact) AS areas_on_record,
    (
        SELECT count(DISTINCT returned.area_id) FROM returned
        WHERE returned.table_name != 'return_status' -- the log of what came is not itself a return
    ) AS areas_with_returns
FROM programme
CROSS JOIN build
