-- The public record on one of the three themes: facts of the whole programme and of areas, latest first.

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
    (
        $topic = 'Participation'
        AND area_id IS NULL
        AND kind IN ('programme figure', 'meeting rule')
        AND (contains(what, 'partnership') OR contains(what, 'member'))
    )
    OR (
        $topic = 'Funding wins'
        AND kind IN ('award', 'expected', 'grant won', 'applied for', 'loan', 'investment')
    )
    OR ($topic = 'Council relationship' AND area_id IS NULL AND kind = 'survey percentage')
ORDER BY
    coalesce(date_from, date_to, '') DESC,
    fact_id
