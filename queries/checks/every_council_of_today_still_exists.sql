-- The council of each area has not ended, and is not a county council.

SELECT
    area.area_id,
    council.council_name,
    council.valid_to
FROM area
INNER JOIN council ON area.council_code = council.council_code
WHERE council.valid_to IS NOT NULL OR council.successor_code IS NOT NULL OR council.tier = 'county'
