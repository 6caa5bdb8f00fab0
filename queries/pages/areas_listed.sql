-- Every area with its newest dated state, and how many facts on the public record there are of it on each theme.

WITH newest_state AS (
    SELECT
        area_id,
        arg_max(status, from_date) AS state,
        max(from_date) AS state_from
    FROM area_status
    WHERE from_date IS NOT NULL
    GROUP BY area_id
),

counted AS (
    SELECT
        area_id,
        count(*) FILTER (WHERE theme = 'participation') AS participation_facts,
        count(*) FILTER (WHERE theme = 'funding') AS funding_facts,
        count(*) FILTER (WHERE theme = 'council') AS council_facts,
        count(*) FILTER (WHERE theme NOT IN ('participation', 'funding', 'council')) AS other_facts
    FROM fact
    WHERE area_id IS NOT NULL
    GROUP BY area_id
)

SELECT
    area.area_id,
    newest_state.state,
    newest_state.state_from,
    coalesce(counted.participation_facts, 0) AS participation_facts,
    coalesce(counted.funding_facts, 0) AS funding_facts,
    coalesce(counted.council_facts, 0) AS council_facts,
    coalesce(counted.other_facts, 0) AS other_facts
FROM area_card AS area
LEFT JOIN newest_state ON area.area_id = newest_state.area_id
LEFT JOIN counted ON area.area_id = counted.area_id
ORDER BY area.area_id
