-- order: 81
-- name: Bid success rate
-- short: Success rate
-- topic: Funding wins
-- unit: % of bids decided
-- in words: in {area}, {value} of the bids that were decided were won
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
-- method: Bids won as a share of bids won or lost, by the year of the decision, of bids declared to be linked to the
--   programme. Only years with complete funding returns count, as About defines it; “all years” is those years
--   combined. A year is left out if its records may not be complete (“received” on the Data page). So are decisions
--   made after the last return of an area that closed. Bids that are pending, withdrawn or undated are left out.
-- caveat: Neither higher nor lower is better: an area that bids rarely, or only when confident, has a higher rate. With
--   few bids, one more or fewer makes a large difference.

WITH decided AS (
    SELECT
        area_id,
        left(decided_on, 4) AS period,
        count(*) FILTER (WHERE outcome = 'won') AS won,
        count(*) AS decided
    FROM funding
    WHERE route = 'bid' AND is_linked AND outcome IN ('won', 'lost')
    GROUP BY
        area_id,
        left(decided_on, 4)
),

complete AS (
    SELECT
        decided.area_id,
        decided.won,
        decided.decided,
        unnest([decided.period, 'all years']) AS period
    FROM decided
    INNER JOIN return_year ON decided.area_id = return_year.area_id AND decided.period = return_year.period
    WHERE return_year.table_name = 'funding' AND return_year.first_month = 1 AND return_year.is_complete
)

SELECT
    area_id AS place_id,
    period,
    sum(won) AS numerator,
    sum(decided) AS denominator
FROM complete
GROUP BY
    area_id,
    period
