-- order: 59
-- name: Voting members who are women
-- short: Women
-- topic: Participation
-- unit: % of voting members
-- in words: in {area}, {value} of the voting members are women
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
-- method: Voting members who are women, as a share of all voting members, at the last review of each calendar year. A
--   review that does not say how many are women is left out.
-- caveat: Partnerships are small, so one member more or fewer makes a large difference. This is a full count of
--   members, not a sample. Neither a high nor a low share is better.

SELECT
    area_id AS place_id,
    period,
    women AS numerator,
    members AS denominator
FROM review_of_year
WHERE members > 0 AND women IS NOT NULL
