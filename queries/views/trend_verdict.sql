-- Whether a figure rises or falls over its last five points, for areas and for the same areas of the programme.
-- verdict: 'rising', 'falling', 'no clear change' or 'cannot say'; points is how many there are since the last new
-- wording, at most five. Groups are judged on the same areas only, as else a change of who reports would be a trend;
-- of fewer than ten of them the verdict is 'cannot say'. Their five points weigh alike, and how sure the line through
-- them is rests on how differently the areas changed, as that of a change does (see the macro clustered_error): the
-- variance of a slope follows from those of the differences of each two points, as its weights come to 0.

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
),

middle_time AS (
    SELECT
        measure_id,
        place_id,
        avg(time_at) AS time_at
    FROM dated
    WHERE place_kind = 'same areas' AND areas_counted >= 10
    GROUP BY
        measure_id,
        place_id
),

-- what each point's variance would be if all five were alike and the slope as sure as it is
same_areas AS (
    SELECT
        middle_time.measure_id,
        middle_time.place_id,
        -sum(
            (earlier.time_at - middle_time.time_at)
            * (later.time_at - middle_time.time_at)
            * power(error.standard_error, 2)
            * power(student_quantile(error.areas - 1, 99.8) / normal_quantile(99.8), 2)
            ORDER BY earlier.period, later.period
        ) / (
            SELECT sum(power(placed.time_at - middle_time.time_at, 2) ORDER BY placed.period)
            FROM dated AS placed
            WHERE placed.measure_id = middle_time.measure_id AND placed.place_id = middle_time.place_id
        ) AS variance
    FROM middle_time
    INNER JOIN dated AS earlier
        ON middle_time.measure_id = earlier.measure_id AND middle_time.place_id = earlier.place_id
    INNER JOIN dated AS later
        ON
            middle_time.measure_id = later.measure_id
            AND middle_time.place_id = later.place_id
            AND earlier.period < later.period
    LEFT JOIN same_area_error AS error
        ON
            middle_time.measure_id = error.measure_id
            AND earlier.period = error.earlier_period
            AND later.period = error.period
    GROUP BY
        middle_time.measure_id,
        middle_time.place_id,
        middle_time.time_at
    HAVING count(error.standard_error) = count(*)
)

SELECT
    dated.measure_id,
    dated.place_id,
    min(dated.period) AS first_period,
    max(dated.period) AS last_period,
    count(*) AS points,
    min(dated.areas_counted) AS areas_counted,
    CASE
        WHEN any_value(dated.place_kind) = 'same areas'
            THEN
                trend(list(
                    { 'time': dated.time_at, 'value': dated.value, 'variance': same_areas.variance }
                    ORDER BY dated.period
                ))
        WHEN any_value(dated.interval_by) = 'wilson'
            THEN
                proportion_trend(list(
                    { 'time': dated.time_at, 'numerator': dated.numerator, 'denominator': dated.denominator }
                    ORDER BY dated.period
                ))
        ELSE
            trend(list({
                'time': dated.time_at,
                'value': dated.value,
                'variance': power((dated.upper - dated.lower) / (2 * normal_quantile(95)), 2)
            } ORDER BY dated.period))
    END AS verdict
FROM dated
LEFT JOIN same_areas ON dated.measure_id = same_areas.measure_id AND dated.place_id = same_areas.place_id
GROUP BY
    dated.measure_id,
    dated.place_id
ORDER BY
    dated.measure_id,
    dated.place_id
