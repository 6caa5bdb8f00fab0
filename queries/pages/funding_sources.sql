-- The sources of help that some areas asked, or that offered it: the fifteen that gave most cash, and all others
-- together. Only help that is declared to be linked to the programme counts; loans, investment and contracts, which are
-- apart, do not. $areas joins the ids of the areas by a dot.

WITH chosen AS (
    SELECT unnest(string_split($areas, '.')) AS area_id
),

counts AS (
    SELECT
        funding.source_name,
        count(DISTINCT funding.area_id) AS areas,
        count(*) AS sought,
        count(*) FILTER (WHERE funding.outcome IN ('won', 'agreed')) AS won,
        count(*) FILTER (WHERE funding.outcome = 'lost') AS lost,
        sum(funding.awarded_gbp::DECIMAL(18, 2)) FILTER (
            WHERE funding.outcome IN ('won', 'agreed') AND won_as(funding.kind, funding.route) = 'cash'
        ) AS cash_gbp
    FROM funding
    INNER JOIN chosen ON funding.area_id = chosen.area_id
    WHERE funding.is_linked AND NOT is_won_apart(won_as(funding.kind, funding.route))
    GROUP BY funding.source_name
),

ranked AS (
    SELECT
        source_name,
        areas,
        sought,
        won,
        lost,
        cash_gbp,
        least(
            row_number() OVER (ORDER BY cash_gbp DESC NULLS LAST, won DESC, sought DESC, source_name ASC), 16
        ) AS place
    FROM counts
)

SELECT
    place,
    CASE WHEN place <= 15 THEN any_value(source_name) END AS source_name,
    count(*) AS sources,
    CASE WHEN place <= 15 THEN any_value(areas) END AS areas,
    sum(sought)::BIGINT AS sought,
    sum(won)::BIGINT AS won,
    sum(lost)::BIGINT AS lost,
    sum(cash_gbp)::DOUBLE AS cash_gbp
FROM ranked
GROUP BY place
ORDER BY place
