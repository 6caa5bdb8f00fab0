-- The outcomes of help that some areas sought, by whether the council supported it (part is 'whether') and by the kind
-- of support (part is 'kind'; help with two kinds is in both). Only help that was decided and is declared to be linked
-- to the programme counts; loans, investment and contracts, which are apart, do not. $areas joins the ids of the areas
-- by a dot.

WITH chosen AS (
    SELECT unnest(string_split($areas, '.')) AS area_id
),

decided AS (
    SELECT
        funding.outcome IN ('won', 'agreed') AS is_win,
        string_split(replace(funding.council_support, '; ', ';'), ';') AS kinds,
        CASE
            WHEN funding.council_support IS NULL THEN 'not asked'
            WHEN list_contains(kinds, 'not recorded') THEN 'not recorded'
            WHEN funding.council_support = 'none' THEN 'none'
            ELSE 'supported'
        END AS backing
    FROM funding
    INNER JOIN chosen ON funding.area_id = chosen.area_id
    WHERE
        funding.is_linked
        AND funding.outcome IN ('won', 'agreed', 'lost')
        AND NOT is_won_apart(won_as(funding.kind, funding.route))
),

support AS (
    SELECT
        'whether' AS part,
        backing,
        is_win
    FROM decided
    UNION ALL
    SELECT
        'kind' AS part,
        unnest(kinds) AS backing,
        is_win
    FROM decided
    WHERE backing = 'supported'
)

SELECT
    part,
    backing,
    count(*) AS decided,
    count(*) FILTER (WHERE is_win) AS won,
    count(*) FILTER (WHERE NOT is_win) AS lost
FROM support
GROUP BY
    part,
    backing
ORDER BY
    part DESC,
    list_position(['supported', 'none', 'not recorded', 'not asked'], backing) ASC,
    decided DESC,
    backing ASC
