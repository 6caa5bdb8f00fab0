-- Help that was won or agreed says whether the programme's work brought it about.
-- table: funding
-- severity: warning
-- mend: Fill in the column Linked to the programme; without it this counts as nobody's win.

SELECT
    area_id,
    project,
    source_name,
    'it was ' || outcome || ', but it is not said whether it is linked to the programme, so it counts as no win' AS says
FROM funding
WHERE outcome IN ('won', 'agreed') AND is_linked IS NULL
