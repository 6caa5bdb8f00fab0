-- What one area spent on each theme, and who coded it; what is coded to none comes last.

SELECT
    coalesce(theme, 'not coded to a theme') AS theme,
    string_agg(DISTINCT coalesce(coded_by, 'not said'), ', ' ORDER BY coalesce(coded_by, 'not said')) AS coded_by,
    count(*) AS entries,
    sum(spent_gbp ORDER BY period_start, budget_line) AS spent_gbp
FROM spending
WHERE area_id = $area_id AND spent_gbp IS NOT NULL
GROUP BY theme
ORDER BY
    theme IS NULL ASC,
    spent_gbp DESC,
    theme ASC
