-- Every area with the number of its facts on record by theme, its accounts, and its place on the tile map.

WITH counted AS (
    SELECT
        area_id,
        count(*) AS facts,
        count(*) FILTER (WHERE theme = 'participation') AS participation_facts,
        count(*) FILTER (WHERE theme = 'funding') AS funding_facts,
        count(*) FILTER (WHERE theme = 'council') AS council_facts,
        count(*) FILTER (WHERE theme = 'money') AS money_facts,
        count(*) FILTER (WHERE theme = 'legacy') AS legacy_facts
    FROM fact
    WHERE area_id IS NOT NULL
    GROUP BY area_id
)

SELECT
    card.area_id,
    card.area_name,
    card.council_name,
    card.region_name,
    card.block_column,
    card.block_row,
    card.region_code,
    card.tile_column,
    card.tile_row,
    coalesce(counted.facts, 0) AS facts,
    coalesce(counted.participation_facts, 0) AS participation_facts,
    coalesce(counted.funding_facts, 0) AS funding_facts,
    coalesce(counted.council_facts, 0) AS council_facts,
    coalesce(counted.money_facts, 0) AS money_facts,
    coalesce(counted.legacy_facts, 0) AS legacy_facts
FROM area_card AS card
LEFT JOIN counted ON card.area_id = counted.area_id
ORDER BY card.area_name
