-- order: 115
-- name: Council people who say that they involve residents early
-- short: Involved early: council
-- topic: Council relationship
-- unit: % of council people who answered
-- in words: in {area}, {value} of the council people who answered say that they involve residents early
-- kind: proportion
-- direction: higher better
-- counts people: denominator
-- interval: wilson
-- asks: council, involved early
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: People who gave an answer that the codebook counts as positive to the question on “involved early” in the
--   survey of council people, as a share of all who gave an answer that counts, in each round. “Do not know”,
--   questions left out and answers that are not on the scale are left out. Where a round asked several such
--   questions, the first that a person answered is taken, so that each person counts once.
-- caveat: It is what people of the council say of themselves. Few people of each council are asked and fewer answer,
--   so most figures of single areas are hidden or very unsure. The same people may answer in several rounds. A new
--   wording is a break in the series.

SELECT
    area_id AS place_id,
    period,
    numerator,
    denominator
FROM survey_share
WHERE survey = 'council' AND belongs_to = 'involved early'
