-- The council of each area exists on the date that the programme's description states, and is not a county council.

SELECT
    area.area_id,
    council.council_name,
    council.valid_from,
    council.valid_to,
    programme.councils_current_on
FROM area
INNER JOIN council ON area.council_code = council.council_code
CROSS JOIN programme
WHERE
    council.valid_to < programme.councils_current_on
    OR council.valid_from > programme.councils_current_on
    OR council.tier = 'county'
