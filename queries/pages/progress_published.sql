-- The sums in pounds that published pages give for the whole programme, beside the awards to each area multiplied out
-- and the totals of the returns. is_whole: the sum is of the programme, not of a part of it. read_on: the day by which
-- the pages were read. The budget for getting started is not added to the awards, as no page says whether it is a part
-- of them.

WITH to_each AS (
    SELECT
        count(*) AS awards,
        sum(value_number) AS each_gbp,
        min(source_url) AS source_url
    FROM fact
    WHERE
        area_id IS NULL
        AND kind = 'award'
        AND base = 'each area'
        AND (what LIKE 'Base award%' OR what LIKE 'Extra for each area%')
),

gathered AS (
    SELECT max(regexp_extract(dated, '[0-9]{4}-[0-9]{2}-[0-9]{2}$')) AS read_on
    FROM source
    WHERE table_name = 'fact'
),

sums AS (
    SELECT
        'published' AS origin,
        kind,
        what,
        value_number AS gbp,
        value_words,
        date_from,
        date_to,
        base,
        detail,
        source_url,
        source_is_copy,
        base IS NULL AS is_whole,
        NULL::BIGINT AS areas,
        NULL::DOUBLE AS each_gbp,
        fact_id AS sum_id
    FROM fact
    WHERE
        area_id IS NULL
        AND value_unit = '£'
    UNION ALL
    SELECT
        'multiplied' AS origin,
        'award' AS kind,
        'awards to each area, multiplied out' AS what,
        to_each.each_gbp * programme.areas AS gbp,
        NULL AS value_words,
        NULL AS date_from,
        NULL AS date_to,
        'each area' AS base,
        NULL AS detail,
        to_each.source_url,
        FALSE AS source_is_copy,
        TRUE AS is_whole,
        programme.areas,
        to_each.each_gbp,
        'multiplied' AS sum_id
    FROM to_each
    CROSS JOIN programme
    WHERE to_each.awards > 0
    UNION ALL
    SELECT
        'returns' AS origin,
        'award' AS kind,
        'awarded, as reported in returns' AS what,
        sum(amount_gbp::DECIMAL(18, 2))::DOUBLE AS gbp,
        NULL AS value_words,
        NULL AS date_from,
        NULL AS date_to,
        NULL AS base,
        NULL AS detail,
        NULL AS source_url,
        FALSE AS source_is_copy,
        FALSE AS is_whole,
        count(DISTINCT area_id) AS areas,
        NULL AS each_gbp,
        'returns-awarded' AS sum_id
    FROM allocation
    HAVING count(*) > 0
    UNION ALL
    SELECT
        'returns' AS origin,
        'spend' AS kind,
        'spent, as reported in returns' AS what,
        sum(spent_gbp::DECIMAL(18, 2))::DOUBLE AS gbp,
        NULL AS value_words,
        min(period_end)::VARCHAR AS date_from,
        max(period_end)::VARCHAR AS date_to,
        NULL AS base,
        NULL AS detail,
        NULL AS source_url,
        FALSE AS source_is_copy,
        FALSE AS is_whole,
        count(DISTINCT area_id) FILTER (WHERE spent_gbp IS NOT NULL) AS areas,
        NULL AS each_gbp,
        'returns-spent' AS sum_id
    FROM spending
    HAVING count(spent_gbp) > 0
)

SELECT
    sums.origin,
    sums.kind,
    sums.what,
    sums.gbp,
    sums.value_words,
    sums.date_from,
    sums.date_to,
    sums.base,
    sums.detail,
    sums.source_url,
    sums.source_is_copy,
    sums.is_whole,
    sums.areas,
    sums.each_gbp,
    gathered.read_on
FROM sums
CROSS JOIN gathered
ORDER BY
    sums.is_whole DESC,
    sums.gbp DESC,
    sums.sum_id ASC
