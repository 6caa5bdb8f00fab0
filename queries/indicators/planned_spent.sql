-- order: 72
-- name: Spending as a share of plan
-- short: Spent of planned
-- topic: Spending
-- unit: % of pounds planned
-- in words: in {area}, {value} of the money planned for the period was spent
-- kind: rate
-- direction: none
-- counts people: no
-- interval: none
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 100
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: Pounds spent as a share of pounds planned, for the budget lines that report both, whether paid, delayed,
--   cancelled or repaid. An entry counts in the financial year in which its period ends. Lines that are still planned
--   have no spending yet and are left out.
-- caveat: Not spending to plan has many reasons, such as a delayed lease or a better idea: it is a reason to ask, not a
--   fault. It can exceed 100%.

WITH dated AS (
    SELECT
        area_id,
        spent_gbp,
        planned_gbp,
        unnest([year_name(period_end, 4), 'all years']) AS period
    FROM spending
    WHERE spent_gbp IS NOT NULL AND planned_gbp IS NOT NULL
)

SELECT
    area_id AS place_id,
    period,
    sum(spent_gbp::DECIMAL(18, 2)) AS numerator,
    sum(planned_gbp::DECIMAL(18, 2)) AS denominator
FROM dated
GROUP BY
    area_id,
    period
HAVING sum(planned_gbp::DECIMAL(18, 2)) > 0
