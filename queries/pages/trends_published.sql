-- Figures of the whole programme that published pages give for a year: members, answers to surveys and money awarded.
-- series is what the figure is without its year; two figures of one series are years of the same question.

SELECT
    regexp_replace(what, ',? (in )?[0-9]{4}$', '') AS series,
    left(coalesce(date_from, date_to), 4) AS fact_year,
    value_number,
    value_unit,
    value_words,
    coalesce(base, 'base not published') AS base,
    detail,
    source_url
FROM fact
WHERE
    area_id IS NULL
    AND value_number IS NOT NULL
    AND coalesce(date_from, date_to) IS NOT NULL
    AND (kind IN ('members', 'award', 'people reached') OR (kind = 'survey result' AND value_unit != '%'))
ORDER BY
    value_unit ASC,
    series ASC,
    fact_year ASC
