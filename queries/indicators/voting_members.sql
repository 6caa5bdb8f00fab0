-- order: 57
-- name: Voting members of the partnership
-- short: Voting members
-- topic: Participation
-- unit: members
-- in words: in {area}, there are {value} voting members per partnership
-- kind: mean
-- direction: none
-- counts people: no
-- people: voting members
-- interval: none
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 1
-- minimum base: 1
-- sources: returns
-- method: Voting members at the last review of each calendar year, divided by the partnerships reviewed in that year.
--   Each area has one partnership.
-- caveat: More members are not better beyond the 8 that the rule asks for. Being on the list is not the same as taking
--   part. This is a full count of members, not a sample.

SELECT
    area_id AS place_id,
    period,
    members AS numerator,
    1 AS denominator,
    members * members AS sum_squares
FROM review_of_year
