-- Every figure and every context series is for a place that exists.

SELECT place_id
FROM indicator_value
UNION
SELECT place_id
FROM context
EXCEPT
SELECT place_id
FROM place
