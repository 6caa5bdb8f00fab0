-- order: 141
-- name: Land and buildings transferred
-- short: Assets transferred
-- topic: Legacy
-- unit: assets
-- in words: land and buildings transferred to the community in {area}: {value}
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
-- method: Asset transfers that were agreed or won and are declared to be linked to the programme, by the year of the
--   decision. One without a date counts in all years only. A calendar year has a figure if records of it were returned
--   and no return is missing. It is 0 if the year is complete, as About defines it. “All years” covers everything
--   received so far.
-- caveat: A building brings costs as well as use; more is not better. This does not show whether the community still
--   holds it.

SELECT
    place_id,
    period,
    numerator,
    denominator
FROM yearly_totals(
    (
        SELECT list({ 'area_id': area_id, 'year': calendar_year, 'amount': 1 })
        FROM win
        WHERE route = 'asset transfer'
    ),
    'funding', 1
)
