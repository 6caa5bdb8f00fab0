-- A member leaves after joining.
-- table: membership
-- severity: error
-- mend: Swap the two dates, or mend the wrong one.

SELECT
    area_id,
    member_key,
    from_date,
    'it ended in ' || to_date || ', before it began' AS says
FROM membership
WHERE
    left(to_date, least(length(to_date), length(from_date)))
    < left(from_date, least(length(to_date), length(from_date)))
