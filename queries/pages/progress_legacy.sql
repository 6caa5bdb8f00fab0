-- How many things of each kind last after the programme, and in how many areas.

SELECT
    kind,
    count(*) AS things,
    count(DISTINCT area_id) AS areas
FROM legacy
GROUP BY kind
ORDER BY kind
