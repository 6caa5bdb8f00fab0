-- order: 116
-- name: Partnership members who say the council gives enough time
-- short: Enough time: members
-- topic: Council relationship
-- unit: % of partnership members who answered
-- in words: in {area}, {value} of the partnership members who answered say the council gives enough time
-- kind: proportion
-- direction: higher better
-- counts people: denominator
-- interval: wilson
-- asks: partnership, time committed
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: People who gave a positive answer, as the codebook defines it, to the question on “time committed” in the
--   survey of partnership members, as a share of all valid answers, in each round. “Do not know”, blank answers and
--   answers not on the scale are left out. If a round asked several such questions, only the first that a person
--   answered is used, so each person counts once.
-- caveat: This is one side of the story. Few members of each partnership answer, so most figures for single areas are
--   suppressed or very uncertain. Where most of a small partnership answered, the figure is close to a full count. The
--   same people may answer in several rounds. A new wording is a break in the series.

SELECT
    area_id AS place_id,
    period,
    numerator,
    denominator
FROM survey_share
WHERE survey = 'partnership' AND belongs_to = 'time committed'
