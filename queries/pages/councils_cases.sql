-- Published accounts of what a council and an area did together: those of some areas, whose ids $areas joins by a dot,
-- and those of no single area, which come last.

SELECT
    area_id,
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
WHERE area_id IS NULL OR list_contains(string_split($areas, '.'), area_id)
ORDER BY
    area_id IS NULL,
    case_id
