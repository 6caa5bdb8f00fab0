-- order: 108
-- name: Partnership members who say that both sides talk as agreed
-- short: Agreed contact: members
-- topic: Council relationship
-- unit: % of partnership members who answered
-- in words: in {area}, {value} of the partnership members who answered say that both sides talk as agreed
-- kind: proportion
-- direction: higher better
-- counts people: denominator
-- interval: wilson
-- asks: partnership, agreed communication
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: People who gave an answer that the codebook counts as positive to the question on “agreed communication” in
--   the survey of partnership members, as a share of all who gave an answer that counts, in each round. “Do not
--   know”, questions left out and answers that are not on the scale are left out. Where a round asked several such
--   questions, the first that a person answered is taken, so that each person counts once.
-- caveat: It is one side of the story. Few members of each partnership answer, so most figures of single areas are
--   hidden or very unsure; where most of a small partnership answered, it is nearly a count of all. The same people
--   may answer in several rounds. A new wording is a break in the series.

SELECT
    area_id AS place_id,
    period,
    numerator,
    denominator
FROM survey_share
WHERE survey = 'partnership' AND belongs_to = 'agreed communication'
