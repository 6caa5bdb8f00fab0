-- How a figure changed since the period before, with the interval of 95 per cent of the change, and what it says:
-- 'risen', 'fallen', 'no clear change' or 'cannot say'. Areas, and the same areas of the programme. Nothing is compared
-- across a new wording.

WITH told AS (
    SELECT
        value.measure_id,
        value.place_id,
        value.period,
        value.value,
        { 'numerator': value.numerator, 'denominator': value.denominator, 'sum_squares': value.sum_squares } AS now,
        lag(value.period) OVER before AS earlier_period,
        lag(value.value) OVER before AS earlier_value,
        lag({ 'numerator': value.numerator, 'denominator': value.denominator, 'sum_squares': value.sum_squares })
            OVER before
            AS earlier,
        value.areas_counted
    FROM indicator_value AS value
    INNER JOIN place ON value.place_id = place.place_id AND place.place_kind IN ('area', 'same areas')
    WHERE value.state = 'value' AND regexp_full_match(value.period, '[0-9]{4}(-[0-9]{2})?')
    WINDOW before AS (PARTITION BY value.measure_id, value.place_id ORDER BY value.period)
),

differs AS (
    SELECT
        told.*,
        is_enough(measure.interval_by, told.now.denominator)
        AND is_enough(measure.interval_by, told.earlier.denominator) AS is_enough,
        figures_differ_lower(measure.interval_by, measure.kind, measure.per, told.now, told.earlier, 95)
            AS change_lower,
        figures_differ_upper(measure.interval_by, measure.kind, measure.per, told.now, told.earlier, 95) AS change_upper
    FROM told
    INNER JOIN measure ON told.measure_id = measure.measure_id AND measure.interval_by NOT IN ('none', 'bootstrap')
    WHERE
        told.earlier_period IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM series_break
            WHERE
                series_break.measure_id = told.measure_id
                AND series_break.period > told.earlier_period
                AND series_break.period <= told.period
        )
)

SELECT
    measure_id,
    place_id,
    period,
    earlier_period,
    areas_counted,
    value - earlier_value AS changed_by,
    change_lower,
    change_upper,
    coalesce(
        CASE
            WHEN is_enough
                THEN told_as(verdict(change_lower, change_upper, 0), 'risen', 'fallen', 'no clear change')
        END,
        'cannot say'
    ) AS verdict
FROM differs
ORDER BY
    measure_id,
    place_id,
    period
