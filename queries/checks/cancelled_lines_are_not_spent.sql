-- A line that was cancelled has no spending.
-- table: spending
-- severity: warning
-- mend: Change the state, or clear the sum.

SELECT
    area_id,
    period_start,
    period_end,
    budget_line,
    'the line was cancelled, yet £' || format('{:,.0f}', spent_gbp) || ' was spent' AS says
FROM spending
WHERE state = 'cancelled' AND spent_gbp > 0
