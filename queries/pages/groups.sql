-- The groups of areas that have figures: the programme, its waves, and its areas in each region that has any.

SELECT
    place_id,
    place_name
FROM place
WHERE
    place_kind IN ('programme', 'wave', 'areas in region')
    AND place_id IN (SELECT place_member.place_id FROM place_member)
ORDER BY
    place_kind = 'programme' DESC,
    place_kind DESC,
    place_name ASC,
    place_id ASC
