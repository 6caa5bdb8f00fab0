-- Every fact on the public record: latest first, those without a date last; of one date, those with a figure first.

SELECT
    fact_id,
    area_id,
    theme,
    kind,
    what,
    value_number,
    value_unit,
    value_words,
    date_from,
    date_to,
    left(coalesce(date_from, date_to), 4) AS fact_year,
    who,
    base,
    detail,
    source_url,
    source_url_2,
    source_title,
    source_publisher,
    source_is_copy
FROM fact
ORDER BY
    coalesce(date_from, date_to, '') DESC,
    value_number IS NULL AND value_words IS NULL,
    area_id ASC NULLS LAST,
    fact_id ASC
