-- The newest verdict of every area on every measure, beside similar areas and over time.

SELECT
    area_id,
    measure_id,
    'beside similar areas' AS about,
    arg_max(verdict, period) AS verdict
FROM comparison
WHERE against = 'similar'
GROUP BY area_id, measure_id
UNION ALL
SELECT
    place_id AS area_id,
    measure_id,
    'over time' AS about,
    verdict
FROM trend_verdict
WHERE place_id IN (SELECT area.area_id FROM area)
ORDER BY area_id, measure_id, about
