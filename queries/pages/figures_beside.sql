-- The figures of one measure and period for the places shown beside areas: England, whole regions, waves, the
-- programme.

SELECT
    place_id,
    place_name,
    place_kind,
    state,
    value,
    lower,
    upper,
    areas_counted
FROM figure_beside
WHERE measure_id = $measure_id AND period = $period
ORDER BY
    place_kind,
    place_id
