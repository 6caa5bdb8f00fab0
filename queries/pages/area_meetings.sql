-- How many meetings of each kind one area is known to have held in each year.

SELECT
    year(met_on) AS held_in,
    kind,
    count(*) AS meetings
FROM meeting
WHERE area_id = $area_id
GROUP BY
    held_in,
    kind
ORDER BY
    held_in DESC,
    kind ASC
