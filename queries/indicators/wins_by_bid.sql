-- order: 87
-- name: Bids won
-- short: Wins by bid
-- topic: Funding wins
-- unit: wins
-- in words: bids won in {area}: {value}
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
-- method: Bids won or agreed and declared to be linked to the programme, by the year of the decision: cash, in kind and
--   time. One without a date counts in all years only. A calendar year has a figure if records of it were returned and
--   no return is missing. That includes records that may not be complete (“received” on the Data page) and years after
--   an area closed. It is 0 if the year is complete, as About defines it. “All years” covers everything received so
--   far. Wins without a route are not counted; if there are no others, there is no figure.
-- caveat: It counts what areas reported, and one win can be worth £100 or £100,000. Areas chose different routes:
--   neither is better.

SELECT
    place_id,
    period,
    numerator,
    denominator
FROM yearly_totals(
    (
        SELECT list({ 'area_id': area_id, 'year': calendar_year, 'amount': (route = 'bid')::INT })
        FROM win
        WHERE route = 'bid' OR route IS NULL
    ),
    'funding', 1
)
