-- order: 61
-- name: Partnerships that met the membership rule
-- short: Rule met
-- topic: Participation
-- unit: % of partnerships reviewed
-- in words: in {area}, {value} of the partnerships reviewed had 8 or more voting members, most of them residents
-- kind: proportion
-- direction: higher better
-- counts people: no
-- people: voting members
-- interval: wilson
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: Partnerships with 8 or more voting members, more than half of whom live in the area, as a share of the
--   partnerships whose last review of the calendar year gives both numbers. The rule is that of Local Trust: 8 or more
--   members, a majority of them residents.
-- caveat: It shows only that the rule was met on the day of the review, not how well the partnership worked. It is a
--   fact about a partnership, so it is shown for each. Figures about its members are protected with this in mind.

SELECT
    area_id AS place_id,
    period,
    cast(members >= 8 AND 2 * resident_members > members AS BIGINT) AS numerator,
    1 AS denominator
FROM review_of_year
WHERE resident_members IS NOT NULL
