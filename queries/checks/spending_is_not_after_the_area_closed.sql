-- No spending lies wholly after the day an area closed.
-- table: spending
-- severity: warning
-- mend: Mend the period, or the date the area closed.

SELECT
    spending.area_id,
    spending.period_start,
    spending.period_end,
    spending.budget_line,
    'the area closed in ' || area_status.from_date AS says
FROM spending
INNER JOIN area_status ON spending.area_id = area_status.area_id AND area_status.status = 'closed'
WHERE
    spending.spent_gbp > 0
    AND left(strftime(spending.period_start, '%Y-%m-%d'), length(area_status.from_date)) > area_status.from_date
