-- How many areas sent each kind of return that the Progress page reads, and how many of the returns due came.

SELECT
    table_name,
    count(DISTINCT area_id) FILTER (WHERE state IN ('complete', 'partial', 'sent')) AS areas_sent,
    count(*) FILTER (WHERE state <> 'not due' AND period_start IS NOT NULL) AS due,
    count(*) FILTER (WHERE state IN ('complete', 'sent', 'nothing to report') AND period_start IS NOT NULL) AS came,
    count(*) FILTER (WHERE state = 'partial') AS came_in_part,
    count(*) FILTER (WHERE state = 'not sent') AS not_sent
FROM coverage
WHERE table_name IN ('allocation', 'spending', 'plan', 'outcome_finding', 'legacy', 'survey_answer', 'review')
GROUP BY table_name
ORDER BY table_name
