-- A district council has a county council above it, and no other council has.

SELECT
    council_code,
    council_name,
    tier
FROM council
WHERE valid_to IS NULL AND (tier = 'district') <> (county_code IS NOT NULL)
