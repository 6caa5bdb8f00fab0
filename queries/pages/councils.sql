-- Every council that an area lies or lay in, with its kind, its dates, its successor and the number of its areas.

SELECT
    council.council_code,
    council.council_name,
    council.official_name,
    council.tier,
    council.valid_from,
    council.valid_to,
    successor.official_name AS successor_name,
    count(DISTINCT area_council.area_id) AS areas
FROM council
INNER JOIN area_council ON council.council_code = area_council.council_code
LEFT JOIN council AS successor ON council.successor_code = successor.council_code
GROUP BY ALL
ORDER BY
    council.council_name,
    council.council_code
