-- Where each area lies in the funnel about the figure of all areas: 'as expected' for its size, 'worth a look' beyond
-- the limits of 95 per cent, 'differs' beyond those of 99.8 per cent; NULL where too few are expected for limits to
-- hold. The limits allow for areas that differ more than chance explains: spread is the standard deviation of their
-- true figures, as a share or for each one of the denominator. Only a measure and period with ten areas or more.

WITH judged AS (
    SELECT
        area.measure_id,
        area.period,
        area.area_id,
        measure.interval_by = 'wilson' AS is_share,
        area.numerator,
        area.denominator,
        whole.numerator / whole.denominator AS centre,
        whole.value AS target_value,
        CASE
            WHEN is_share THEN proportion_z(area.numerator, area.denominator, whole.numerator / whole.denominator)
            ELSE rate_z(area.numerator, area.denominator, whole.numerator / whole.denominator)
        END AS z,
        CASE WHEN is_share THEN centre * (1 - centre) ELSE centre END / area.denominator AS variance,
        CASE
            WHEN is_share THEN proportion_funnel_is_rough(centre, area.denominator)
            ELSE centre * area.denominator < 5
        END AS is_small
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

between_all AS (
    SELECT
        measure_id,
        period,
        coalesce(between_areas(list(z ORDER BY area_id), list(variance ORDER BY area_id)), 0) AS variance
    FROM judged
    WHERE NOT is_small
    GROUP BY
        measure_id,
        period
),

placed AS (
    SELECT
        judged.*,
        coalesce(between_all.variance, 0) AS variance_between
    FROM judged
    LEFT JOIN between_all ON judged.measure_id = between_all.measure_id AND judged.period = between_all.period
),

limited AS (
    SELECT
        *,
        funnel_lower(is_share, centre, denominator, 95, variance_between) AS lower_95,
        funnel_upper(is_share, centre, denominator, 95, variance_between) AS upper_95,
        funnel_lower(is_share, centre, denominator, 99.8, variance_between) AS lower_998,
        funnel_upper(is_share, centre, denominator, 99.8, variance_between) AS upper_998
    FROM placed
)

SELECT
    measure_id,
    period,
    area_id,
    target_value,
    sqrt(variance_between) AS spread,
    CASE WHEN numerator / denominator > centre THEN 'above' WHEN numerator / denominator < centre THEN 'below' END
        AS side,
    CASE
        WHEN z IS NULL OR (is_share AND is_small) THEN NULL
        WHEN is_outside(numerator, denominator, lower_998, upper_998) THEN 'differs'
        WHEN is_outside(numerator, denominator, lower_95, upper_95) THEN 'worth a look'
        ELSE 'as expected'
    END AS verdict
FROM limited
ORDER BY
    measure_id,
    period,
    area_id
