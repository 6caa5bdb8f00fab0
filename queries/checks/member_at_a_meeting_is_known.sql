-- Every member at a meeting is in the membership.
-- table: attendance
-- severity: warning
-- mend: Load the membership as well, or mend the key.

SELECT
    area_id,
    met_on,
    kind,
    member_key,
    'the member is not in the membership of the area' AS says
FROM attendance
WHERE (area_id, member_key) NOT IN (SELECT (membership.area_id, membership.member_key) FROM membership)
