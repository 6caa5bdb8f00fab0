-- Whether a figure rises or falls over its last five points, for areas and for the same areas of the programme.
-- verdict: 'rising', 'falling', 'no clear change' or 'cannot say'; points is how many there are since the last new
-- wording, at most five. Groups are judged on the same areas only, as else a change of who reports would be a trend,
-- and where fewer than ten of them are left the verdict is 'cannot say'.

WITH last_break AS (
    SELECT
        measure_id,
        max(period) AS period
    FROM series_break
    GROUP BY measure_id
),

dated AS (
    SELECT
        value.measure_id,
        value.place_id,
        value.period,
        cast(left(value.period, 4) AS DOUBLE) AS time_at,
        value.value,
        value.lower,
        value.upper,
        value.numerator,
        value.denominator,
        value.areas_counted,
        place.place_kind,
        measure.interval_by
    FROM indicator_value AS value
    INNER JOIN measure ON value.measure_id = measure.measure_id AND measure.interval_by NOT IN ('none', 'bootstrap')
    INNER JOIN place ON value.place_id = place.place_id AND place.place_kind IN ('area', 'same areas')
    LEFT JOIN last_break ON value.measure_id = last_break.measure_id
    WHERE
        value.state = 'value'
        AND value.lower IS NOT NULL
        AND regexp_full_match(value.period, '[0-9]{4}(-[0-9]{2})?')
        AND value.period >= coalesce(last_break.period, '')
    QUALIFY
        row_number() OVER (PARTITION BY value.measure_id, value.place_id ORDER BY value.period DESC) <= 5
)

SELECT
    measure_id,
    place_id,
    min(period) AS first_period,
    max(period) AS last_period,
    count(*) AS points,
    min(areas_counted) AS areas_counted,
    CASE
        WHEN any_value(place_kind) = 'same areas' AND coalesce(min(areas_counted), 0) < 10 THEN 'cannot say'
        WHEN any_value(interval_by) = 'wilson' -- noqa: RF04
            THEN
                proportion_trend(list(
                    { 'time': time_at, 'numerator': numerator, 'denominator': denominator } ORDER BY period
                ))
        ELSE
            trend(list({
                'time': time_at,
                'value': value,
                'variance': power((upper - lower) / (2 * normal_quantile(95)), 2)
            } ORDER BY period))
    END AS verdict
FROM dated
GROUP BY
    measure_id,
    place_id
ORDER BY
    measure_id,
    place_id
