-- The programme has as many areas as its description says.

SELECT
    programme.areas AS areas_described,
    (SELECT count(*) FROM area) AS areas_found
FROM programme
WHERE programme.areas <> (SELECT count(*) FROM area)
