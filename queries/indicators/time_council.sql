-- order: 117
-- name: Council respondents who say they give enough time
-- short: Enough time: council
-- topic: Council relationship
-- unit: % of council respondents
-- in words: in {area}, {value} of the council respondents say they give enough time
-- kind: proportion
-- direction: higher better
-- counts people: denominator
-- interval: wilson
-- asks: council, time committed
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: People who gave a positive answer, as the codebook defines it, to the question on “time committed” in the
--   survey of councillors and council officers, as a share of all valid answers, in each round. “Do not know”, blank
--   answers and answers not on the scale are left out. If a round asked several such questions, only the first that a
--   person answered is used, so each person counts once.
-- caveat: This is the council’s view of itself. Few people at each council are asked and fewer answer, so most figures
--   for single areas are suppressed or very uncertain. The same people may answer in several rounds. A new wording is a
--   break in the series.

SELECT
    area_id AS place_id,
    period,
    numerator,
    denominator
FROM survey_share
WHERE survey = 'council' AND belongs_to = 'time committed'
