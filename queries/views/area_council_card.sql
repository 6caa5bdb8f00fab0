-- The councils of each area as its page lists them, with the names of what took the place of those that ended.

WITH successor AS (
    SELECT
        council.council_code,
        string_agg(follower.official_name, ', ' ORDER BY follower.official_name) AS successor_name
    FROM council
    INNER JOIN council AS follower
        ON list_contains(string_split(council.successor_code, '|'), follower.council_code)
    GROUP BY council.council_code
)

SELECT
    area_council.area_id,
    area_council.role,
    council.council_name,
    council.official_name,
    council.tier,
    council.valid_from,
    council.valid_to,
    successor.successor_name
FROM area_council
INNER JOIN council ON area_council.council_code = council.council_code
LEFT JOIN successor ON council.council_code = successor.council_code
