-- The councils of one area: today's, the county council above it, and former ones with what took their place.

SELECT
    council.council_name,
    council.official_name,
    council.tier,
    area_council.role,
    council.valid_from,
    council.valid_to,
    (
        SELECT string_agg(successor.official_name, ', ' ORDER BY successor.official_name)
        FROM council AS successor
        WHERE list_contains(string_split(council.successor_code, '|'), successor.council_code)
    ) AS successor_name
FROM area_council
INNER JOIN council ON area_council.council_code = council.council_code
WHERE area_council.area_id = $area_id
ORDER BY
    area_council.role,
    council.official_name
