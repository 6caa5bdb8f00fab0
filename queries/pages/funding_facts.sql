-- Facts on the public record about money from outside, latest first: those of some areas, whose ids $areas joins by a
-- dot, and those of the programme.

WITH chosen AS (
    SELECT unnest(string_split($areas, '.')) AS area_id
)

SELECT
    fact.area_id,
    fact.kind,
    fact.what,
    fact.value_number,
    fact.value_unit,
    fact.value_words,
    fact.date_from,
    fact.date_to,
    fact.who,
    fact.base,
    fact.detail,
    fact.source_url,
    fact.source_url_2,
    fact.source_is_copy
FROM fact
WHERE
    fact.kind IN ('award', 'grant won', 'loan', 'investment', 'applied for', 'expected')
    AND (fact.area_id IS NULL OR fact.area_id IN (SELECT chosen.area_id FROM chosen))
ORDER BY
    fact.area_id IS NULL,
    coalesce(fact.date_from, fact.date_to, '') DESC,
    fact.fact_id
