-- How the figures of one area compare, in the newest period of each measure, and how many answers would change that.
-- Where nearly all members of the partnership answered: how many did, and out of how many.

SELECT
    comparison.measure_id,
    comparison.period,
    comparison.against,
    comparison.other_areas,
    comparison.other_value,
    comparison.difference,
    comparison.difference_lower,
    comparison.difference_upper,
    comparison.verdict,
    comparison.reason,
    fragility.answers_to_flip,
    near_census.answered,
    near_census.population
FROM comparison
LEFT JOIN fragility
    ON
        comparison.area_id = fragility.area_id
        AND comparison.measure_id = fragility.measure_id
        AND comparison.period = fragility.period
        AND comparison.against = fragility.against
LEFT JOIN near_census
    ON
        comparison.area_id = near_census.area_id
        AND comparison.measure_id = near_census.measure_id
        AND comparison.period = near_census.period
        AND near_census.is_near_census
WHERE comparison.area_id = $area_id
QUALIFY comparison.period = max(comparison.period) OVER (PARTITION BY comparison.measure_id)
ORDER BY
    comparison.measure_id,
    comparison.against
