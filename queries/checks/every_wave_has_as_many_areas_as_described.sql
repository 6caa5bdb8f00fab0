-- Each wave has as many areas as the programme's description says.

SELECT
    wave,
    coalesce(wave.areas, 0) AS areas_described,
    count(area.area_id) AS areas_found
FROM wave
FULL JOIN area USING (wave)
GROUP BY ALL
HAVING coalesce(wave.areas, 0) <> count(area.area_id)
