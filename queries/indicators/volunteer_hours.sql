-- order: 64
-- name: Hours given by volunteers
-- short: Volunteer hours
-- topic: Participation
-- unit: hours
-- in words: hours given by volunteers in {area}: {value}
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
-- method: Hours reported in the returns of volunteer time. An entry counts in the financial year in which its period
--   ends. A financial year, April to March, has a figure if records of it were returned and no return is missing. It is
--   0 if the year is complete, as About defines it, and lists none. “All years” covers everything received so far.
-- caveat: Many hours are estimates, and areas count in different ways. Hours are never turned into pounds here. More is
--   not better: a few people may be giving most of them.

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
