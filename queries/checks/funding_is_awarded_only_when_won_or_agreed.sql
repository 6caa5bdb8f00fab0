-- Pounds are awarded only where the help was won or agreed.
-- table: funding
-- severity: error
-- mend: Change the outcome to won or agreed, or clear the sum awarded.

SELECT
    area_id,
    project,
    source_name,
    'the outcome is ' || outcome || ', but £' || format('{:,.0f}', awarded_gbp) || ' was awarded' AS says
FROM funding
WHERE awarded_gbp > 0 AND outcome NOT IN ('won', 'agreed')
