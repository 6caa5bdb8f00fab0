-- What was awarded is at most twice what was asked for.
-- table: funding
-- severity: warning
-- mend: See whether a nought too many has slipped in.

SELECT
    area_id,
    project,
    source_name,
    '£' || format('{:,.0f}', awarded_gbp) || ' was awarded, £' || format('{:,.0f}', asked_gbp) || ' asked for' AS says
FROM funding
WHERE awarded_gbp > 2 * asked_gbp
