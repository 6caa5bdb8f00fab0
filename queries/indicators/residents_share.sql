-- order: 58
-- name: Voting members who live in the area
-- short: Resident members
-- topic: Participation
-- unit: % of voting members
-- in words: in {area}, {value} of the voting members live in the area
-- kind: proportion
-- direction: none
-- counts people: denominator
-- people: voting members
-- interval: wilson
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: Voting members who live in the area, as a share of all voting members, at the last review of each calendar
--   year. A review that does not say how many live in the area is left out.
-- caveat: The rule asks for a majority; a larger share than that is not better. Partnerships are small, so one member
--   more or fewer makes a large difference. This is a full count of members, not a sample.

SELECT
    area_id AS place_id,
    period,
    resident_members AS numerator,
    members AS denominator
FROM review_of_year
WHERE members > 0 AND resident_members IS NOT NULL
