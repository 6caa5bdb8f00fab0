-- The curves of the funnel of one measure in one period: the figure of all areas, and the limits of 95 and 99.8 per
-- cent about it, for sizes from the smallest for which the limits hold to the largest, in the unit of the measure.

WITH place_in_row AS (
    SELECT unnest(range(0, 41)) AS step_number
),

about AS (
    SELECT
        measure.interval_by = 'wilson' AS is_share,
        CASE WHEN measure.interval_by = 'wilson' THEN 100 ELSE measure.per END AS times,
        figure.numerator / figure.denominator AS centre,
        any_value(funnel.spread) AS spread,
        max(area.denominator) AS largest,
        min(area.denominator) FILTER (WHERE funnel.verdict IS NOT NULL) AS smallest
    FROM funnel
    INNER JOIN measure ON funnel.measure_id = measure.measure_id
    INNER JOIN indicator_area AS area
        ON
            funnel.measure_id = area.measure_id
            AND funnel.period = area.period
            AND funnel.area_id = area.area_id
    INNER JOIN indicator_value AS figure
        ON
            funnel.measure_id = figure.measure_id
            AND funnel.period = figure.period
            AND figure.place_id = 'programme:all'
    WHERE funnel.measure_id = $measure_id AND funnel.period = $period
    GROUP BY ALL
),

step AS (
    SELECT
        about.is_share,
        about.times,
        about.centre,
        about.spread,
        about.smallest * pow(about.largest / about.smallest, place_in_row.step_number / 40) AS base
    FROM about
    CROSS JOIN place_in_row
    WHERE about.smallest IS NOT NULL
)

SELECT
    base,
    times * centre AS of_all,
    times * spread AS spread,
    times * funnel_lower(is_share, centre, base, 95, power(spread, 2)) AS lower_95,
    times * funnel_upper(is_share, centre, base, 95, power(spread, 2)) AS upper_95,
    times * funnel_lower(is_share, centre, base, 99.8, power(spread, 2)) AS lower_998,
    times * funnel_upper(is_share, centre, base, 99.8, power(spread, 2)) AS upper_998
FROM step
ORDER BY base
