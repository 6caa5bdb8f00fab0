-- A line that is only planned, or was cancelled, has no spending.
-- table: spending
-- severity: warning
-- mend: Change the state, or clear the sum.

SELECT
    area_id,
    period_start,
    period_end,
    budget_line,
    'the line is ' || state || ', yet £' || format('{:,.0f}', spent_gbp) || ' was spent' AS says
FROM spending
WHERE state IN ('cancelled', 'planned') AND spent_gbp > 0
