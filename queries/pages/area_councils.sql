-- The councils of one area: today's, the county council above it, and former ones with their successors.

SELECT
    council_name,
    official_name,
    tier,
    role,
    valid_from,
    valid_to,
    successor_name
FROM area_council_card
WHERE area_id = $area_id
ORDER BY
    role,
    official_name
