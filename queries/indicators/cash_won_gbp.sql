-- order: 82
-- name: Cash won
-- short: Cash won
-- topic: Funding wins
-- unit: £
-- in words: {value} in cash is known to have been won in {area}
-- kind: money
-- direction: none
-- counts people: no
-- interval: none
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: Pounds of bids won and of negotiated help and donations agreed that are cash and declared to be linked to
--   the programme, by the year of the decision. Loans and investment, which are paid back, and contracts, which pay
--   for work, are left out. A win without a date counts in all years only. A calendar year has a figure where rows of
--   it were returned and no return is missing for it, and it is 0 where the year is complete, as About defines it.
--   All years hold whatever has come. Where no sum of any win is known, there is no figure.
-- caveat: It is in pounds of the day. Wins of which the sum is not known are left out, so the true sum is higher. The
--   money came alongside the programme; that is not to say because of it.

SELECT
    place_id,
    period,
    numerator,
    denominator
FROM yearly_totals(
    (
        SELECT list({ 'area_id': area_id, 'year': calendar_year, 'amount': awarded_gbp::DECIMAL(18, 2) })
        FROM win
        WHERE is_cash
    ),
    'funding', 1
)
