-- The public record on one of the three themes: facts of areas and the whole programme, latest first.

SELECT
    area_id,
    kind,
    what,
    who,
    value_number,
    value_unit,
    value_words,
    date_from,
    date_to,
    source_url
FROM fact
WHERE
    theme = CASE $topic
        WHEN 'Participation' THEN 'participation'
        WHEN 'Funding wins' THEN 'funding'
        WHEN 'Council relationship' THEN 'council'
    END
    OR ($topic = 'Funding wins' AND area_id IS NULL AND kind = 'award')
ORDER BY
    coalesce(date_from, date_to, '') DESC,
    fact_id
