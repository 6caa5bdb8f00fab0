-- order: 67
-- name: Partnership members who say that residents can influence decisions
-- short: Influence: members
-- topic: Participation
-- unit: % of partnership members who answered
-- in words: in {area}, {value} of the partnership members who answered say that residents can influence decisions
-- kind: proportion
-- direction: higher better
-- counts people: denominator
-- interval: wilson
-- asks: partnership, influence
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: People who gave an answer that the codebook counts as positive to the question on “influence” in the survey
--   of partnership members, as a share of all who gave an answer that counts, in each round. “Do not know”, questions
--   left out and answers that are not on the scale are left out. Where a round asked several such questions, the
--   first that a person answered is taken, so that each person counts once.
-- caveat: Members may think of their own influence rather than that of other residents. Few members of each
--   partnership answer, so most figures of single areas are hidden or very unsure; where most of a small partnership
--   answered, it is nearly a count of all. The same people may answer in several rounds. A new wording is a break in
--   the series.

SELECT
    area_id AS place_id,
    period,
    numerator,
    denominator
FROM survey_share
WHERE survey = 'partnership' AND belongs_to = 'influence'
