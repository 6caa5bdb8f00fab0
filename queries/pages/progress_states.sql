-- The budget lines by state, of the areas that pass the filters (scope 'shown') and of the chosen area (scope 'area'):
-- lines, areas and pounds. A line whose return gives no state has the state 'not said'. Where money came back to a
-- line, its spending is below zero: those lines and their pounds are also counted apart.

WITH scope AS (
    SELECT
        unnest(area_scopes(card, $region, $wave, $deprivation, $area_id)) AS scope,
        card.area_id
    FROM area_card AS card
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
