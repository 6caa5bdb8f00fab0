-- What was planned and spent in each financial year, of the areas that pass the filters (scope 'shown') and of the
-- chosen area (scope 'area'); a line counts in the year in which its period ends. In pounds of the day, and in the
-- prices of the newest year of the deflator (base_year) where the deflator has the year of the spending.

WITH scope AS (
    SELECT
        unnest(area_scopes(card, $region, $wave, $deprivation, $area_id)) AS scope,
        card.area_id
    FROM area_card AS card
),

base AS (
    SELECT
        max(financial_year) AS base_year,
        arg_max(index_value, financial_year) AS index_value,
        arg_max(release, financial_year) AS index_release
    FROM deflator
),

dated AS (
    SELECT
        scope.scope,
        year_name(spending.period_end, 4) AS financial_year,
        count(DISTINCT spending.area_id) AS areas,
        sum(spending.planned_gbp::DECIMAL(18, 2)) AS planned_gbp,
        sum(spending.spent_gbp::DECIMAL(18, 2)) AS spent_gbp
    FROM spending
    INNER JOIN scope ON spending.area_id = scope.area_id
    WHERE spending.period_end IS NOT NULL
    GROUP BY
        scope.scope,
        year_name(spending.period_end, 4)
)

SELECT
    dated.scope,
    dated.financial_year,
    dated.areas,
    dated.planned_gbp,
    dated.spent_gbp,
    real_terms(dated.planned_gbp, deflator.index_value, base.index_value) AS planned_real_gbp,
    real_terms(dated.spent_gbp, deflator.index_value, base.index_value) AS spent_real_gbp,
    base.base_year,
    base.index_release
FROM dated
CROSS JOIN base
LEFT JOIN deflator ON dated.financial_year = deflator.financial_year
ORDER BY
    dated.scope DESC,
    dated.financial_year ASC
