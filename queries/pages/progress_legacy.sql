-- How many things of each kind stay after the programme, in how many areas.

SELECT
    kind,
    count(*) AS things,
    count(DISTINCT area_id) AS areas
FROM legacy
GROUP BY kind
ORDER BY kind
