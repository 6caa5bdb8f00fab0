-- order: 132
-- name: Residents who say their priorities improved
-- short: Needs met
-- topic: Outcomes
-- unit: % of residents who answered
-- in words: in {area}, {value} of the residents who answered say what matters most to them got better
-- kind: proportion
-- direction: higher better
-- counts people: denominator
-- interval: wilson
-- asks: resident, difference to needs
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: People who gave a positive answer, as the codebook defines it, to the question on “difference to needs” in
--   the survey of residents, as a share of all valid answers, in each round. “Do not know”, blank answers and answers
--   not on the scale are left out. If a round asked several such questions, only the first that a person answered is
--   used, so each person counts once.
-- caveat: Much besides the programme makes things better or worse. Those who answer a survey may differ from those
--   who do not, and few answers come from one area. The same people may answer in several rounds. A new wording is a
--   break in the series.

SELECT
    area_id AS place_id,
    period,
    numerator,
    denominator
FROM survey_share
WHERE survey = 'resident' AND belongs_to = 'difference to needs'
