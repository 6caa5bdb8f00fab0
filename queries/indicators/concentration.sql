-- order: 89
-- name: Share of the cash won that the largest win makes
-- short: Largest win
-- topic: Funding wins
-- unit: % of pounds won
-- in words: in {area}, {value} of the cash known to have been won is one single win
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
--   that are cash and declared to be linked to the programme, by the year of the decision. Wins without a known sum
--   are left out; one without a date counts in all years only. A calendar year of which a return is said to be not
--   sent has no figure; all years hold whatever has come.
-- caveat: With one win it is 100%, so it says little where wins are few. A large win is no fault; it says how much
--   the total rests on it.

WITH dated AS (
    SELECT
        area_id,
        awarded_gbp,
        unnest([calendar_year, 'all years']) AS period
    FROM cash_win
    WHERE awarded_gbp > 0
),

told AS (
    SELECT *
    FROM told_year
    WHERE table_name = 'funding' AND first_month = 1
)

SELECT
    area_id AS place_id,
    period,
    round(max(dated.awarded_gbp)) AS numerator,
    round(sum(dated.awarded_gbp::DECIMAL(18, 2))) AS denominator
FROM dated
LEFT JOIN told USING (area_id, period)
WHERE period IS NOT NULL AND told.lacks_return IS NOT TRUE
GROUP BY
    area_id,
    period
HAVING denominator > 0
