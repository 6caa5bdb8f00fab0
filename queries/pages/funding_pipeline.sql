-- The outcomes of the help that some areas sought and declare to be linked to the programme: a row for each route, and
-- one for all routes that count as won. Loans, investment and contracts are apart and come after it. $areas joins the
-- ids of the areas by a dot. Pounds and hours are those of help won or agreed.

WITH chosen AS (
    SELECT unnest(string_split($areas, '.')) AS area_id
),

sought AS (
    SELECT
        coalesce(funding.route, 'route not recorded') AS route,
        is_won_apart(won_as(funding.kind, funding.route)) AS is_apart,
        funding.outcome,
        funding.kind,
        funding.asked_gbp,
        funding.awarded_gbp,
        funding.hours,
        funding.outcome IN ('won', 'agreed') AS is_win
    FROM funding
    INNER JOIN chosen ON funding.area_id = chosen.area_id
    WHERE funding.is_linked
)

SELECT
    CASE WHEN grouping(route) = 1 THEN 'all routes' ELSE route END AS route,
    is_apart,
    count(*) AS sought,
    count(*) FILTER (WHERE is_win) AS won,
    count(*) FILTER (WHERE outcome = 'lost') AS lost,
    count(*) FILTER (WHERE outcome = 'pending') AS pending,
    count(*) FILTER (WHERE outcome = 'withdrawn') AS withdrawn,
    sum(asked_gbp::DECIMAL(18, 2))::DOUBLE AS asked_gbp,
    sum(awarded_gbp::DECIMAL(18, 2)) FILTER (WHERE is_win AND kind = 'cash')::DOUBLE AS cash_gbp,
    sum(awarded_gbp::DECIMAL(18, 2)) FILTER (WHERE is_win AND kind = 'in kind')::DOUBLE AS in_kind_gbp,
    sum(hours::DECIMAL(18, 2)) FILTER (WHERE is_win AND kind = 'time')::DOUBLE AS hours
FROM sought
GROUP BY GROUPING SETS ((route, is_apart), (is_apart))
HAVING NOT (grouping(route) = 1 AND is_apart)
ORDER BY
    is_apart ASC,
    grouping(route) ASC,
    sought DESC,
    route ASC
