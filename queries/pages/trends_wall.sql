-- One measure over time for every area: the points of its small line, or the reason why there is none. scale_top is the
-- top of the scale that all lines share: the highest figure, but at most a quarter above the 95th percentile, so that a
-- few outliers do not flatten all lines. Totals and rates of part of a year are left out.

WITH figure AS (
    SELECT
        area_id,
        period,
        cast(left(period, 4) AS DOUBLE) AS time_at,
        state,
        value,
        lower,
        upper,
        numerator,
        denominator,
        reliability,
        band
    FROM indicator_area
    WHERE
        measure_id = $measure_id
        AND regexp_full_match(period, '[0-9]{4}(-[0-9]{2})?')
        AND period NOT IN (
            SELECT dated.period
            FROM measure_period AS dated
            WHERE dated.measure_id = $measure_id AND dated.is_part_total
        )
),

scale AS (
    SELECT
        max(value) AS highest,
        1.25 * quantile_cont(value, 0.95) AS most
    FROM figure
)

SELECT
    figure.area_id,
    figure.period,
    figure.time_at,
    figure.state,
    figure.value,
    figure.lower,
    figure.upper,
    figure.numerator,
    figure.denominator,
    figure.reliability,
    figure.band,
    CASE WHEN scale.most > 0 THEN least(scale.highest, scale.most) ELSE scale.highest END AS scale_top
FROM figure
CROSS JOIN scale
ORDER BY
    figure.area_id,
    figure.period
