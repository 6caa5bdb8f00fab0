-- order: 87
-- name: Bids known to be won
-- short: Wins by bid
-- topic: Funding wins
-- unit: wins
-- in words: in {area}, bids known to have been won: {value}
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
-- method: Bids won or agreed and declared to be linked to the programme, by the year of the decision: cash, in kind
--   and time. One without a date counts in all years only. A calendar year has a figure where rows of it were
--   returned and no return is missing for it: also where nothing says whether those rows are all (“received” on the
--   Data page), and also after an area has closed. It is 0 where the year is complete, as About defines it. All years
--   hold whatever has come. Wins whose route is not told are not counted; where there is no other, there is no figure.
-- caveat: It counts what areas told, and one win can be worth £100 or £100,000. Areas chose different routes: neither
--   is better.

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
