-- order: 68
-- name: Partnership members who say it relies on too few people
-- short: Relies on few
-- topic: Participation
-- unit: % of partnership members who answered
-- in words: in {area}, {value} of the partnership members who answered say their partnership relies on too few people
-- kind: proportion
-- direction: lower better
-- counts people: denominator
-- interval: wilson
-- asks: partnership, reliance on few
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: People who agreed, as the codebook defines it, with the question on “reliance on few” in the survey of
--   partnership members, as a share of all valid answers, in each round. “Do not know”, blank answers and answers not
--   on the scale are left out. If a round asked several such questions, only the first that a person answered is used,
--   so each person counts once.
-- caveat: A lower share is better, as the share is of those who agree. Few members of each partnership answer, so most
--   figures for single areas are suppressed or very uncertain. Where most of a small partnership answered, the figure
--   is close to a full count. The same people may answer in several rounds. A new wording is a break in the series.

SELECT
    area_id AS place_id,
    period,
    numerator,
    denominator
FROM survey_share
WHERE survey = 'partnership' AND belongs_to = 'reliance on few'
