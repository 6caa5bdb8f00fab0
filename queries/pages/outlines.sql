-- The outlines of one kind as paths, with their bounds in metres of the British National Grid.

SELECT
    place_id,
    path,
    west,
    south,
    east,
    north
FROM outline_path
WHERE kind = $kind
ORDER BY place_id
