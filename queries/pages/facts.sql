-- Facts on the public record of one area, or of the programme where $area_id is empty, latest first.

SELECT
    theme,
    kind,
    what,
    value_number,
    value_unit,
    value_words,
    date_from,
    date_to,
    who,
    base,
    detail,
    source_url,
    source_url_2,
    source_title,
    source_publisher,
    source_is_copy
FROM fact
WHERE area_id IS NOT DISTINCT FROM nullif($area_id, '')
ORDER BY
    coalesce(date_from, date_to, '') DESC,
    fact_id
