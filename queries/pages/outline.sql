-- The outline of one kind of one place as a path, with its bounds in metres of the British National Grid.

SELECT
    path,
    west,
    south,
    east,
    north
FROM outline_path
WHERE kind = $kind AND place_id = $place_id
ORDER BY path
