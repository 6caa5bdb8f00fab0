-- How many areas sent each kind of return that the Progress page reads, and how many came of the returns that should be
-- in by the day of the build.

WITH sent AS (
    SELECT
        table_name,
        count(DISTINCT area_id) AS areas_sent
    FROM coverage
    WHERE state IN ('complete', 'partial', 'sent')
    GROUP BY table_name
),

counted AS (
    SELECT
        table_name,
        sum(due)::BIGINT AS due,
        sum(complete + received)::BIGINT AS came,
        sum(in_part)::BIGINT AS came_in_part,
        sum(overdue)::BIGINT AS overdue
    FROM return_count
    GROUP BY table_name
)

SELECT
    table_name,
    coalesce(sent.areas_sent, 0) AS areas_sent,
    coalesce(counted.due, 0) AS due,
    coalesce(counted.came, 0) AS came,
    coalesce(counted.came_in_part, 0) AS came_in_part,
    coalesce(counted.overdue, 0) AS overdue
FROM sent
FULL JOIN counted USING (table_name)
WHERE table_name IN ('allocation', 'spending', 'plan', 'outcome_finding', 'legacy', 'survey_answer', 'review')
ORDER BY table_name
