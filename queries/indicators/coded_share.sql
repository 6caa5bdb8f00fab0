-- order: 75
-- name: Spending coded to a theme
-- short: Spending coded
-- topic: Spending
-- unit: % of pounds spent
-- in words: in {area}, {value} of the spending is coded to a theme
-- kind: proportion
-- direction: none
-- counts people: no
-- interval: none
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: Pounds spent on lines coded to a theme, as a share of all pounds spent. An entry counts in the financial year
--   in which its period ends. Money returned to a budget line is left out.
-- caveat: It shows how far the figures by theme can be trusted, not how well the money was spent.

WITH dated AS (
    SELECT
        area_id,
        spent_gbp,
        theme,
        unnest([year_name(period_end, 4), 'all years']) AS period
    FROM spending
    WHERE spent_gbp > 0
)

SELECT
    area_id AS place_id,
    period,
    round(coalesce(sum(spent_gbp::DECIMAL(18, 2)) FILTER (WHERE theme IS NOT NULL), 0)) AS numerator,
    round(sum(spent_gbp::DECIMAL(18, 2))) AS denominator
FROM dated
GROUP BY
    area_id,
    period
HAVING denominator > 0
