-- Facts on the public record of single areas; the page shows those on money awarded and spent. is_whole_grant: the sum
-- is all that an area was granted.

SELECT
    area_id,
    kind,
    what,
    value_number,
    value_unit,
    value_words,
    date_from,
    date_to,
    detail,
    base,
    source_url,
    source_is_copy,
    kind = 'spend' AND starts_with(what, 'The whole grant') AS is_whole_grant
FROM fact
WHERE area_id IS NOT NULL
ORDER BY
    kind ASC,
    area_id ASC,
    coalesce(date_from, date_to, '') DESC,
    fact_id ASC
