-- order: 60
-- name: Voting members who stayed since the last review
-- short: Members who stayed
-- topic: Participation
-- unit: % of voting members
-- in words: in {area}, {value} of the voting members had stayed since the previous review
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
-- method: Voting members, not counting those who joined since the previous review, as a share of all voting members, at
--   the last review of each calendar year. A review is left out if it does not say how many joined (as the first does
--   not), or if more joined than there are members.
-- caveat: Neither higher nor lower is better: some turnover is healthy, and a partnership that nobody joins has 100%.
--   It does not count those who left. Reviews are not always a year apart. Partnerships are small, so one member more
--   or fewer makes a large difference.

SELECT
    area_id AS place_id,
    period,
    members - joined_since AS numerator,
    members AS denominator
FROM review_of_year
WHERE members > 0 AND joined_since <= members
