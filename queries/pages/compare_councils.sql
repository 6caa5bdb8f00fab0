-- The kind of today's council of each chosen area, in their order of choice; groups have none.

WITH choice AS (
    SELECT string_split($areas, '.') AS ids
),

chosen AS (
    SELECT
        unnest(choice.ids) AS area_id,
        unnest(range(1, len(choice.ids) + 1)) AS choice
    FROM choice
)

SELECT
    chosen.area_id,
    council.tier,
    council.tier = 'district' AS is_below_county
FROM chosen
INNER JOIN area_council ON chosen.area_id = area_council.area_id AND area_council.role = 'council'
INNER JOIN council ON area_council.council_code = council.council_code
ORDER BY
    chosen.choice,
    council.council_code
