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

WITH made AS (
    SELECT
        area_id,
        commitment,
        min(happened_on) AS made_on,
        max(due_on) AS due_on
    FROM council_event
    WHERE kind = 'commitment made' AND commitment IS NOT NULL
    GROUP BY
        area_id,
        commitment
),

answered AS (
    SELECT
        area_id,
        commitment,
        arg_max(kind, (happened_on, kind)) AS kind
    FROM council_event
    WHERE kind IN ('commitment kept', 'commitment not kept') AND commitment IS NOT NULL
    GROUP BY
        area_id,
        commitment
),

latest AS (
    SELECT max(happened_on) AS known_until
    FROM council_event
),

due AS (
    SELECT
        made.area_id,
        coalesce(answered.kind = 'commitment kept', FALSE) AS is_kept,
        unnest([left(made.made_on, 4), 'all years']) AS period
    FROM made
    CROSS JOIN latest
    LEFT JOIN answered ON made.area_id = answered.area_id AND made.commitment = answered.commitment
    WHERE answered.kind IS NOT NULL OR made.due_on < left(latest.known_until, length(made.due_on))
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
