-- order: 85
-- name: Cash won for every £1 spent
-- short: Cash per £1 spent
-- topic: Funding wins
-- unit: £ per £1 spent
-- in words: in {area}, {value} in cash was won for every £1 spent
-- kind: rate
-- direction: none
-- counts people: no
-- interval: bootstrap
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 2
-- minimum base: 1
-- sources: returns
-- method: Pounds of bids won and of negotiated help and donations agreed that are cash and declared to be linked to the
--   programme, for every £1 that was spent, in the same areas and the same financial years. Only years in which
--   something was spent and both spending and funding returns are complete, as About defines it, are counted. A
--   decision with only a year counts in the financial year that begins in it; a win without a date or an amount is left
--   out. Loans, investment and contracts are left out.
-- caveat: The money came alongside the programme, which does not mean it came because of it. The figure for a region or
--   the programme can depend mostly on a few large wins.

WITH spent AS (
    SELECT
        area_id,
        year_name(period_end, 4) AS period,
        sum(spent_gbp::DECIMAL(18, 2)) AS spent_gbp
    FROM spending
    GROUP BY
        area_id,
        year_name(period_end, 4)
),

won AS (
    SELECT
        area_id,
        financial_year AS period,
        sum(awarded_gbp::DECIMAL(18, 2)) AS won_gbp
    FROM win
    WHERE is_cash AND financial_year IS NOT NULL
    GROUP BY
        area_id,
        financial_year
),

both_complete AS (
    SELECT
        area_id,
        period
    FROM return_year
    WHERE table_name IN ('spending', 'funding') AND first_month = 4 AND is_complete
    GROUP BY
        area_id,
        period
    HAVING count(*) = 2
),

complete AS (
    SELECT
        spent.area_id,
        spent.spent_gbp,
        coalesce(won.won_gbp, 0) AS won_gbp,
        unnest([spent.period, 'all years']) AS period
    FROM spent
    INNER JOIN both_complete ON spent.area_id = both_complete.area_id AND spent.period = both_complete.period
    LEFT JOIN won ON spent.area_id = won.area_id AND spent.period = won.period
    WHERE spent.spent_gbp > 0
)

SELECT
    area_id AS place_id,
    period,
    sum(won_gbp::DECIMAL(18, 2)) AS numerator,
    sum(spent_gbp::DECIMAL(18, 2)) AS denominator
FROM complete
GROUP BY
    area_id,
    period
