-- Where each area lies in the funnel about the figure of all areas: 'as expected' for its size, 'worth a look' beyond
-- the limits of 95 per cent, 'differs' beyond those of 99.8 per cent; NULL where too few are expected for limits to
-- hold. The limits allow for areas that differ more than chance explains (factor). Only a measure and period with ten
-- areas or more.

WITH judged AS (
    SELECT
        area.measure_id,
        area.period,
        area.area_id,
        measure.interval_by,
        measure.per,
        area.numerator,
        area.denominator,
        whole.numerator / whole.denominator AS share_of_all,
        whole.value AS target_value,
        CASE
            WHEN measure.interval_by = 'wilson'
                THEN proportion_z(area.numerator, area.denominator, whole.numerator / whole.denominator)
            ELSE rate_z(area.numerator, area.denominator, whole.numerator / whole.denominator)
        END AS z,
        CASE
            WHEN measure.interval_by = 'wilson'
                THEN proportion_funnel_is_rough(whole.numerator / whole.denominator, area.denominator)
            ELSE rate_funnel_is_rough(whole.numerator / whole.denominator, area.denominator)
        END AS is_rough
    FROM indicator_area AS area
    INNER JOIN measure
        ON
            area.measure_id = measure.measure_id
            AND (measure.interval_by = 'wilson' OR (measure.interval_by = 'byar' AND measure.kind = 'rate'))
    INNER JOIN indicator_value AS whole
        ON area.measure_id = whole.measure_id AND area.period = whole.period AND whole.place_id = 'programme:all'
    WHERE area.state = 'value' AND whole.state = 'value'
    QUALIFY count(*) OVER (PARTITION BY area.measure_id, area.period) >= 10
),

spread AS (
    SELECT
        measure_id,
        period,
        overdispersion_factor(list(z ORDER BY area_id)) AS factor
    FROM judged
    WHERE NOT is_rough
    GROUP BY
        measure_id,
        period
)

SELECT
    judged.measure_id,
    judged.period,
    judged.area_id,
    judged.target_value,
    spread.factor,
    CASE WHEN judged.z > 0 THEN 'above' WHEN judged.z < 0 THEN 'below' END AS side,
    CASE
        WHEN judged.is_rough OR judged.z IS NULL OR spread.factor IS NULL THEN NULL
        WHEN abs(judged.z) > normal_quantile(99.8) * sqrt(spread.factor) THEN 'differs'
        WHEN abs(judged.z) > normal_quantile(95) * sqrt(spread.factor) THEN 'worth a look'
        ELSE 'as expected'
    END AS verdict
FROM judged
LEFT JOIN spread ON judged.measure_id = spread.measure_id AND judged.period = spread.period
ORDER BY
    judged.measure_id,
    judged.period,
    judged.area_id
