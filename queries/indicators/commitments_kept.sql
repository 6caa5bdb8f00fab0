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
-- method: Commitments kept as a share of those that are due: those answered, kept or not, at any time, and those
--   whose due date has passed without an answer. A due date has passed when the area's own list of events has an
--   entry, of any kind, of a later date; the two are compared as precisely as the due date is given, so that one due
--   in 2017 has passed once an entry of 2018 is in the list. A commitment without a due date and without an answer is
--   not due. It is followed by its name in its area and counts in the year in which it was first made; its latest due
--   date and its last answer count, and of two answers of one date that it was not kept. Commitments without a name
--   are left out, and so are answers to one that was never listed as made.
-- caveat: Most areas have very few, so one more or less changes the figure a lot. It is what the area wrote down: a
--   commitment whose date has passed without an answer counts as not kept. Some commitments were harder to keep than
--   others.

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
