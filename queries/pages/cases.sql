-- Published accounts of how a council and one area worked together, or of the programme where $area_id is empty.

SELECT
    title,
    council_role,
    what_happened,
    outcome,
    year,
    source_url,
    source_title,
    source_publisher,
    source_is_copy
FROM council_case
WHERE area_id IS NOT DISTINCT FROM nullif($area_id, '')
ORDER BY case_id
