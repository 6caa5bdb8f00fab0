-- Every council that an area lies or lay in: its kind, its dates, its predecessors and successors, and the county
-- council above it.

WITH follower AS (
    SELECT
        council.council_code AS earlier_code,
        unnest(string_split(council.successor_code, '|')) AS later_code
    FROM council
    WHERE council.successor_code IS NOT NULL
),

after_it AS (
    SELECT
        follower.earlier_code AS council_code,
        string_agg(later.official_name, '; ' ORDER BY later.official_name) AS all_names
    FROM follower
    INNER JOIN council AS later ON follower.later_code = later.council_code
    GROUP BY follower.earlier_code
),

before_it AS (
    SELECT
        follower.later_code AS council_code,
        string_agg(earlier.official_name, '; ' ORDER BY earlier.official_name) AS all_names
    FROM follower
    INNER JOIN council AS earlier ON follower.earlier_code = earlier.council_code
    INNER JOIN council AS later ON follower.later_code = later.council_code
    WHERE earlier.official_name <> later.official_name -- the same council under a new code
    GROUP BY follower.later_code
)

SELECT
    council.council_code,
    council.council_name,
    council.official_name,
    council.tier,
    council.valid_from,
    council.valid_to,
    after_it.all_names AS followed_by,
    before_it.all_names AS followed,
    county.official_name AS county_name
FROM council
LEFT JOIN after_it ON council.council_code = after_it.council_code
LEFT JOIN before_it ON council.council_code = before_it.council_code
LEFT JOIN council AS county ON council.county_code = county.council_code
WHERE council.council_code IN (SELECT area_council.council_code FROM area_council)
ORDER BY
    council.official_name,
    council.council_code
