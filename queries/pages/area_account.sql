-- The final account of one area: awarded, planned, paid to the organisation that held the money, spent, handed back and
-- kept as a fee, in pounds; and the time that the returns of spending cover. A sum of nothing is missing, not nought.

SELECT
    (
        SELECT sum(allocation.amount_gbp) FROM allocation
        WHERE allocation.area_id = $area_id
    ) AS awarded_gbp,
    sum(spending.planned_gbp ORDER BY spending.period_start, spending.budget_line) AS planned_gbp,
    sum(spending.paid_to_host_gbp ORDER BY spending.period_start, spending.budget_line) AS paid_to_host_gbp,
    sum(spending.spent_gbp ORDER BY spending.period_start, spending.budget_line) AS spent_gbp,
    sum(spending.returned_gbp ORDER BY spending.period_start, spending.budget_line) AS returned_gbp,
    sum(spending.host_fee_gbp ORDER BY spending.period_start, spending.budget_line) AS host_fee_gbp,
    min(spending.period_start) AS first_day,
    max(spending.period_end) AS last_day
FROM spending
WHERE spending.area_id = $area_id
