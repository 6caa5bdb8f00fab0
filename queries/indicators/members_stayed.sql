-- order: 60
-- name: Voting members who were there at the review before
-- short: Members who stayed
-- topic: Participation
-- unit: % of voting members
-- in words: in {area}, {value} of the voting members had been there at the review before
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
-- method: Voting members less those who joined since the review before, as a share of all voting members, at the last
--   review of each calendar year. A review that does not say how many joined, as the first does not, is left out, and
--   so is one that tells of more who joined than there are members.
-- caveat: No direction is given: some turnover is healthy, and a partnership that nobody joins has 100%. Those who
--   left are not in it. Reviews are not always a year apart. Partnerships are small, so one member more or less
--   changes the figure a lot.

SELECT
    area_id AS place_id,
    period,
    members - joined_since AS numerator,
    members AS denominator
FROM review_of_year
WHERE members > 0 AND joined_since <= members
