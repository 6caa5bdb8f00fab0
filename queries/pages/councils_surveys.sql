-- Percentages of surveys on the public record: those of no single area, and those of some areas, whose ids $areas joins
-- by a dot. side is 'council' or 'residents' where one of the two sides answered.

SELECT
    area_id,
    what,
    value_number,
    value_unit,
    value_words,
    date_from,
    date_to,
    who,
    CASE
        WHEN area_id IS NOT NULL THEN 'other'
        WHEN who IN ('councils', 'council members') THEN 'council'
        WHEN who IN ('residents', 'residents and volunteers') THEN 'residents'
        ELSE 'other'
    END AS side,
    base,
    detail,
    source_url,
    source_is_copy
FROM fact
WHERE
    kind = 'survey result'
    AND value_unit = '%'
    AND (area_id IS NULL OR list_contains(string_split($areas, '.'), area_id))
ORDER BY
    coalesce(date_from, '') DESC,
    detail ASC,
    what ASC,
    who ASC,
    fact_id ASC
