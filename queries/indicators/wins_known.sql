-- order: 80
-- name: Successful bids and offers
-- short: Wins
-- topic: Funding wins
-- unit: wins
-- in words: successful bids and offers recorded in {area}: {value}
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
--   not give. Loans and investment, which are paid back, and contracts, which pay for work, are left out, as they are
--   from cash won. A win without a date counts in all years only. A calendar year has a figure if records of it were
--   returned and no return is missing. That includes records that may not be complete (“received” on the Data page) and
--   years after an area closed. It is 0 if only loans, investment or contracts were won, or if the year is complete, as
--   About defines it. “All years” covers everything received so far.
-- caveat: It counts what areas reported, and one win can be worth £100 or £100,000. A list that is not marked complete
--   may lack some.

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
