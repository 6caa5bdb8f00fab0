-- The areas most like one area in the traits of the places, nearest first, with the reasons in words.

SELECT
    similar_area.similar_id,
    similar_area.alike,
    similar_area.unlike,
    similar_area.survives,
    similar_summary.survive,
    similar_summary.based_on
FROM similar_area
INNER JOIN similar_summary ON similar_area.area_id = similar_summary.area_id
WHERE similar_area.area_id = $area_id
ORDER BY similar_area.nearness
