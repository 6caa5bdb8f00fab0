-- order: 101
-- name: Council commitments kept
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
-- method: Commitments kept as a share of those that are due: those with an outcome (kept or not) and those whose due
--   date has passed without one. A due date has passed when the area's list of events has an entry of any kind with a
--   later date. Dates are compared as precisely as the due date is given: one due in 2017 has passed once the list has
--   an entry for 2018. A commitment without a due date or an outcome is not due. Each commitment is followed by its
--   name within its area and counts in the year in which it was first made. Its latest due date and last outcome are
--   used; if two outcomes have the same date, “not kept” is used. Commitments without a name are left out, and so are
--   outcomes with no matching commitment.
-- caveat: Most areas have very few, so one more or fewer makes a large difference. These are the area’s own records: a
--   commitment whose date has passed with no outcome recorded counts as not kept. Some commitments were harder to keep
--   than others.

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
