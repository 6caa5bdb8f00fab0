-- The account of the areas that pass the filters (scope 'shown') and of the chosen area (scope 'area'): what they were
-- awarded, planned, were paid, spent and handed back, each with how many areas and budget lines report it. A sum that
-- nobody reports is NULL. The share spent and what is left are of the areas that report both award and spending.
-- areas_over of these spent and handed back more than their award, over_gbp together. spent_until is the last day of
-- any reported spending; returns_due and returns_full count the spending returns that should be in by the day of the
-- build.

WITH scope AS (
    SELECT
        unnest(area_scopes(card, $region, $wave, $deprivation, $area_id)) AS scope,
        card.area_id
    FROM area_card AS card
),

awarded AS (
    SELECT
        area_id,
        sum(amount_gbp::DECIMAL(18, 2)) AS awarded_gbp
    FROM allocation
    GROUP BY area_id
),

used AS (
    SELECT
        area_id,
        count(*) AS line_count,
        count(planned_gbp) AS lines_planned,
        count(paid_to_host_gbp) AS lines_paid,
        count(spent_gbp) AS lines_spent,
        count(returned_gbp) AS lines_returned,
        count(host_fee_gbp) AS lines_fee,
        sum(planned_gbp::DECIMAL(18, 2)) AS planned_gbp,
        sum(paid_to_host_gbp::DECIMAL(18, 2)) AS paid_gbp,
        sum(spent_gbp::DECIMAL(18, 2)) AS spent_gbp,
        sum(returned_gbp::DECIMAL(18, 2)) AS returned_gbp,
        sum(host_fee_gbp::DECIMAL(18, 2)) AS fee_gbp,
        sum(spent_gbp::DECIMAL(18, 2)) FILTER (WHERE planned_gbp IS NOT NULL) AS spent_of_plan_gbp,
        sum(planned_gbp::DECIMAL(18, 2)) FILTER (WHERE spent_gbp IS NOT NULL) AS plan_of_spent_gbp,
        max(period_end) FILTER (WHERE spent_gbp IS NOT NULL) AS spent_until
    FROM spending
    GROUP BY area_id
),

of_area AS (
    SELECT
        scope.scope,
        scope.area_id,
        awarded.awarded_gbp,
        used.line_count,
        used.lines_planned,
        used.lines_paid,
        used.lines_spent,
        used.lines_returned,
        used.lines_fee,
        used.planned_gbp,
        used.paid_gbp,
        used.spent_gbp,
        used.returned_gbp,
        used.fee_gbp,
        used.spent_of_plan_gbp,
        used.plan_of_spent_gbp,
        used.spent_until,
        return_count.due AS returns_due,
        return_count.complete AS returns_full,
        awarded.awarded_gbp > 0 AND used.spent_gbp IS NOT NULL AS is_both,
        awarded.awarded_gbp - used.spent_gbp - coalesce(used.returned_gbp, 0) AS left_gbp
    FROM scope
    LEFT JOIN awarded ON scope.area_id = awarded.area_id
    LEFT JOIN used ON scope.area_id = used.area_id
    LEFT JOIN return_count ON scope.area_id = return_count.area_id AND return_count.table_name = 'spending'
)

SELECT
    scope,
    count(*) AS areas,
    count(awarded_gbp) AS areas_awarded,
    count(planned_gbp) AS areas_planned,
    count(paid_gbp) AS areas_paid,
    count(spent_gbp) AS areas_spent,
    count(returned_gbp) AS areas_returned,
    count(fee_gbp) AS areas_fee,
    count(*) FILTER (WHERE is_both) AS areas_both,
    coalesce(sum(line_count), 0) AS line_count,
    coalesce(sum(lines_planned), 0) AS lines_planned,
    coalesce(sum(lines_paid), 0) AS lines_paid,
    coalesce(sum(lines_spent), 0) AS lines_spent,
    coalesce(sum(lines_returned), 0) AS lines_returned,
    coalesce(sum(lines_fee), 0) AS lines_fee,
    coalesce(sum(returns_due), 0) AS returns_due,
    coalesce(sum(returns_full), 0) AS returns_full,
    max(spent_until)::VARCHAR AS spent_until,
    sum(awarded_gbp) AS awarded_gbp,
    sum(planned_gbp) AS planned_gbp,
    sum(paid_gbp) AS paid_gbp,
    sum(spent_gbp) AS spent_gbp,
    sum(returned_gbp) AS returned_gbp,
    sum(fee_gbp) AS fee_gbp,
    sum(spent_gbp) FILTER (WHERE is_both) AS spent_of_awarded_gbp,
    sum(awarded_gbp) FILTER (WHERE is_both) AS awarded_of_spent_gbp,
    100 * sum(spent_gbp) FILTER (WHERE is_both) / sum(awarded_gbp) FILTER (WHERE is_both) AS spent_share,
    sum(returned_gbp) FILTER (WHERE is_both) AS returned_of_awarded_gbp,
    count(returned_gbp) FILTER (WHERE is_both) AS areas_both_returned,
    sum(left_gbp) FILTER (WHERE is_both) AS left_gbp,
    count(*) FILTER (WHERE is_both AND left_gbp < 0) AS areas_over,
    -sum(left_gbp) FILTER (WHERE is_both AND left_gbp < 0) AS over_gbp,
    100 * sum(spent_of_plan_gbp) / nullif(sum(plan_of_spent_gbp), 0) AS spent_of_planned
FROM of_area
GROUP BY scope
ORDER BY scope DESC
