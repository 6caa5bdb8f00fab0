-- order: 82
-- name: Cash won
-- short: Cash won
-- topic: Funding wins
-- unit: £
-- in words: {value} in cash was won in {area}
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
-- method: Pounds of bids won and of negotiated help and donations agreed that are cash and declared to be linked to the
--   programme, by the year of the decision. Loans and investment, which are paid back, and contracts, which pay for
--   work, are left out. A win without a date counts in all years only. A calendar year has a figure if records of it
--   were returned and no return is missing. It is 0 if the year is complete, as About defines it. “All years” covers
--   everything received so far. If no amount is known for any win, there is no figure.
-- caveat: Amounts are in cash terms (not adjusted for inflation). Wins without a known amount are left out, so the true
--   amount is higher. The money came alongside the programme; that does not mean it came because of it.

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
