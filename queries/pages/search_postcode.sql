-- The area in whose census areas one postcode lies.

SELECT area_id
FROM postcode_area
WHERE postcode = $postcode
ORDER BY area_id
