-- order: 74
-- name: Delivery costs as a share of coded spending
-- short: Cost of delivery
-- topic: Spending
-- unit: % of pounds coded
-- in words: in {area}, {value} of the spending with a theme went on the cost of delivery: staff, rooms and
--   administration
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
-- method: Pounds spent on lines coded as a cost of delivery, as a share of pounds spent on all lines coded to a theme.
--   An entry counts in the financial year in which its period ends. Money returned to a budget line is left out.
-- caveat: Not for comparing areas: who coded, and what counts as delivery, differs. In much of this work, staff are the
--   service, not an extra. See also the share of spending that is coded.

WITH dated AS (
    SELECT
        spending.area_id,
        spending.spent_gbp,
        theme.is_delivery_cost,
        unnest([year_name(spending.period_end, 4), 'all years']) AS period
    FROM spending
    INNER JOIN theme ON spending.theme = theme.theme
    WHERE spending.spent_gbp > 0
)

SELECT
    area_id AS place_id,
    period,
    round(coalesce(sum(spent_gbp::DECIMAL(18, 2)) FILTER (WHERE is_delivery_cost), 0)) AS numerator,
    round(sum(spent_gbp::DECIMAL(18, 2))) AS denominator
FROM dated
GROUP BY
    area_id,
    period
HAVING denominator > 0
