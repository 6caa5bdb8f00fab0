-- order: 80
-- name: Wins known
-- short: Wins known
-- topic: Funding wins
-- unit: wins
-- in words: wins known of in {area}: {value}
-- kind: count
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
-- method: Help from outside that was won or agreed and is declared to be linked to the programme, by the year of the
--   decision: cash, in kind and time, by bid, negotiation, donation or asset transfer, or by a route the return does
--   not give. Loans and investment, which are paid back, and contracts, which pay for work, are left out here as they
--   are from the pounds. A win without a date counts in all years only. A calendar year has a figure where rows of it
--   were returned and no return is missing for it: also where nothing says whether those rows are all (“received” on
--   the Data page), and also after an area has closed. It is 0 where only loans, investment or contracts were won,
--   and where the year is complete, as About defines it. All years hold whatever has come.
-- caveat: It counts what areas reported, and one win can be worth £100 or £100,000. A list that is not said to be
--   complete may lack some.

SELECT
    place_id,
    period,
    numerator,
    denominator
FROM yearly_totals(
    (
        SELECT list({ 'area_id': area_id, 'year': calendar_year, 'amount': (NOT is_won_apart(won_as))::INT })
        FROM win
    ),
    'funding', 1
)
