-- order: 64
-- name: Hours that volunteers gave
-- short: Volunteer hours
-- topic: Participation
-- unit: hours
-- in words: in {area}, hours known to have been given by volunteers: {value}
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
-- method: Hours that the returns of volunteer time tell. A row counts in the financial year in which its period ends.
--   A financial year, April to March, has a figure where rows of it were returned and no return is missing for it,
--   and it is 0 where the year is complete, as About defines it, and lists none. All years hold whatever has come.
-- caveat: Many hours are estimates, and areas count in different ways. Hours are never turned into pounds here. More
--   is not better: the same few may be giving them.

SELECT
    place_id,
    period,
    numerator,
    denominator
FROM yearly_totals(
    (
        SELECT list({ 'area_id': area_id, 'year': year_name(period_end, 4), 'amount': hours::DECIMAL(18, 2) })
        FROM volunteer_time
    ),
    'volunteer_time', 4
)
