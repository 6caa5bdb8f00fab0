-- How the budget lines stand, of the areas that the filters leave (scope 'shown') and of one area (scope 'area'):
-- lines, areas and pounds by state; a line whose return does not say how it stands has the state 'not said'. Of a line
-- to which money came back, what was spent is below nought: those lines and pounds are counted beside.

WITH scope AS (
    SELECT
        'shown' AS scope,
        area_id
    FROM area_card
    WHERE
        ($region = 'all' OR region_name = $region)
        AND ($wave = 'all' OR wave::VARCHAR = $wave)
        AND ($deprivation = 'all' OR deprivation_group = $deprivation)
    UNION ALL
    SELECT
        'area' AS scope,
        area_id
    FROM area_card
    WHERE area_id = $area_id
),

standing AS (
    SELECT
        scope.scope,
        spending.area_id,
        coalesce(spending.state, 'not said') AS state,
        spending.planned_gbp,
        spending.spent_gbp,
        spending.returned_gbp
    FROM spending
    INNER JOIN scope ON spending.area_id = scope.area_id
)

SELECT
    scope,
    state,
    count(*) AS line_count,
    count(DISTINCT area_id) AS areas,
    sum(planned_gbp::DECIMAL(18, 2)) AS planned_gbp,
    sum(spent_gbp::DECIMAL(18, 2)) AS spent_gbp,
    sum(returned_gbp::DECIMAL(18, 2)) AS returned_gbp,
    count(returned_gbp) AS lines_returned,
    count(*) FILTER (WHERE spent_gbp < 0) AS lines_below,
    sum(spent_gbp::DECIMAL(18, 2)) FILTER (WHERE spent_gbp < 0) AS below_gbp
FROM standing
GROUP BY
    scope,
    state
ORDER BY
    scope DESC,
    state ASC
