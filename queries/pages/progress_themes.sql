-- Spending by theme and by who coded it, of the areas that pass the filters (scope 'shown') and of the chosen area
-- (scope 'area'), with the share of all that was spent there. Lines that nobody has coded have no theme; money that
-- came back to a line is left out, as in the measures of coded spending.

WITH scope AS (
    SELECT
        unnest(area_scopes(card, $region, $wave, $deprivation, $area_id)) AS scope,
        card.area_id
    FROM area_card AS card
),

coded AS (
    SELECT
        scope.scope,
        spending.area_id,
        coalesce(spending.theme, '') AS theme,
        coalesce(theme.is_delivery_cost, FALSE) AS is_delivery_cost,
        CASE WHEN spending.theme IS NULL THEN 'nobody' ELSE coalesce(spending.coded_by, 'not said') END AS coded_by,
        spending.spent_gbp::DECIMAL(18, 2) AS spent_gbp
    FROM spending
    INNER JOIN scope ON spending.area_id = scope.area_id
    LEFT JOIN theme ON spending.theme = theme.theme
    WHERE spending.spent_gbp > 0
)

SELECT
    scope,
    theme,
    coded_by,
    bool_or(is_delivery_cost) AS is_delivery_cost,
    count(*) AS line_count,
    count(DISTINCT area_id) AS areas,
    sum(spent_gbp) AS spent_gbp,
    sum(sum(spent_gbp)) OVER of_theme AS theme_gbp,
    sum(sum(spent_gbp)) OVER of_coder AS coder_gbp,
    100 * sum(sum(spent_gbp)) OVER of_theme / sum(sum(spent_gbp)) OVER of_scope AS theme_share,
    100 * sum(sum(spent_gbp)) OVER of_coder / sum(sum(spent_gbp)) OVER of_scope AS coder_share,
    sum(sum(spent_gbp)) OVER of_scope AS all_gbp
FROM coded
GROUP BY
    scope,
    theme,
    coded_by
WINDOW
    of_scope AS (PARTITION BY scope),
    of_theme AS (PARTITION BY scope, theme),
    of_coder AS (PARTITION BY scope, coded_by)
ORDER BY
    scope DESC,
    theme_gbp DESC,
    theme ASC,
    coded_by ASC
