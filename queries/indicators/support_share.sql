-- order: 103
-- name: Bids and wins that the council supported
-- short: Council supported
-- topic: Council relationship
-- unit: % of bids and wins with support recorded
-- in words: in {area}, the council supported {value} of the bids and wins for which its support was recorded
-- kind: proportion
-- direction: none
-- counts people: no
-- interval: wilson
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: Bids and offers that were won, lost or agreed, are declared to be linked to the programme, and had a letter,
--   officer time, match funding, land or an introduction from the council, as a share of all for which support, or no
--   support, was recorded. By the year of the decision; those without a date count in all years only.
-- caveat: Not all help needs the council. Where few entries record support, one more or fewer makes a large difference.

WITH dated AS (
    SELECT
        area_id,
        council_support <> 'none' AS is_supported,
        unnest([left(decided_on, 4), 'all years']) AS period
    FROM funding
    WHERE
        outcome IN ('won', 'lost', 'agreed')
        AND is_linked
        AND NOT contains(council_support, 'not recorded')
)

SELECT
    area_id AS place_id,
    period,
    count(*) FILTER (WHERE is_supported) AS numerator,
    count(*) AS denominator
FROM dated
WHERE period IS NOT NULL
GROUP BY
    area_id,
    period
