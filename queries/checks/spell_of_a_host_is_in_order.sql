-- A host organisation ends after it begins.
-- table: host
-- severity: error
-- mend: Swap the two dates, or mend the wrong one.

SELECT
    area_id,
    organisation,
    from_date,
    'it ended in ' || to_date || ', before it began' AS says
FROM host
WHERE
    left(to_date, least(length(to_date), length(from_date)))
    < left(from_date, least(length(to_date), length(from_date)))
