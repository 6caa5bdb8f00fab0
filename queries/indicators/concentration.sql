-- order: 89
-- name: Largest award as a share of cash won
-- short: Largest award
-- topic: Funding wins
-- unit: % of pounds won
-- in words: in {area}, {value} of the cash won came from one award
-- kind: proportion
-- direction: none
-- counts people: no
-- interval: none
-- roll up: none
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: Pounds of the largest single win, as a share of the pounds of all bids won, negotiated help and donations
--   that are cash and declared to be linked to the programme, by the year of the decision. Wins without a known sum are
--   left out; one without a date counts in all years only. A calendar year for which a return is missing has no figure.
--   “All years” covers everything received so far.
-- caveat: With one win it is 100%, so it means little where there are few wins. This shows how far the total depends on
--   one award; a large award is not a fault.

WITH dated AS (
    SELECT
        area_id,
        awarded_gbp,
        unnest([calendar_year, 'all years']) AS period
    FROM win
    WHERE is_cash AND awarded_gbp > 0
)

SELECT
    dated.area_id AS place_id,
    dated.period,
    round(max(dated.awarded_gbp)) AS numerator,
    round(sum(dated.awarded_gbp::DECIMAL(18, 2))) AS denominator
FROM dated
LEFT JOIN return_year
    ON
        dated.area_id = return_year.area_id
        AND dated.period = return_year.period
        AND return_year.table_name = 'funding'
        AND return_year.first_month = 1
WHERE dated.period IS NOT NULL AND return_year.lacks_return IS NOT TRUE
GROUP BY
    dated.area_id,
    dated.period
HAVING denominator > 0
