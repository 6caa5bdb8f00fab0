-- How many members of each partnership answered in a round of their survey, of how many voting members it had in that
-- year, and whether that is nearly all of them: see the macro is_near_census.
-- It starts from the figures that the reader may see, so there is no row where either number is hidden or missing.

SELECT
    answered.area_id,
    answered.measure_id,
    answered.period,
    answered.denominator AS answered,
    members.numerator AS population,
    is_near_census(answered.denominator, members.numerator) AS is_near_census
FROM indicator_area AS answered
INNER JOIN measure
    ON
        answered.measure_id = measure.measure_id
        AND measure.counts_people = 'denominator'
        AND starts_with(measure.asks, 'partnership, ')
INNER JOIN indicator_area AS members
    ON
        members.measure_id = 'voting_members'
        AND members.state = 'value'
        AND answered.area_id = members.area_id
        AND left(answered.period, 4) = members.period
WHERE answered.state = 'value'
ORDER BY
    answered.area_id,
    answered.measure_id,
    answered.period
