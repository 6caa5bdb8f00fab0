-- order: 101
-- name: Commitments of the council that were kept
-- short: Commitments kept
-- topic: Council relationship
-- unit: % of commitments due
-- in words: in {area}, {value} of the council's commitments that were due have been kept
-- kind: proportion
-- direction: higher better
-- counts people: no
-- interval: wilson
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: Commitments kept as a share of those that were answered, kept or not, or whose date has passed by the last
--   day that any area's list reaches. A commitment counts in the year in which it was made; where several answers are
--   told, the last counts. Those without a name cannot be followed and are left out, and so are answers to
--   commitments that were never told as made.
-- caveat: Most areas have very few, so one more or less changes the figure a lot. It is what the area wrote down: a
--   commitment that nobody answered counts as not kept. Some commitments were harder to keep than others.

WITH due AS (
    SELECT
        area_id,
        outcome = 'kept' AS is_kept,
        unnest([left(made_on, 4), 'all years']) AS period
    FROM council_commitments((SELECT list(council_event) FROM council_event))
    WHERE outcome <> 'still open'
)

SELECT
    area_id AS place_id,
    period,
    count(*) FILTER (WHERE is_kept) AS numerator,
    count(*) AS denominator
FROM due
GROUP BY
    area_id,
    period
