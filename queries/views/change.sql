-- How a figure changed, with the interval of 95 per cent of the change, and what it says: 'risen', 'fallen',
-- 'no clear change' or 'cannot say'. Areas, and the same areas of the programme. Each figure is held against the one
-- 'before' and against the 'first' (column since). Nothing is compared across a new wording. On the same areas the
-- interval takes the area as the cluster (see the macro clustered_error), and of fewer than ten of them nothing is
-- given but the periods.

WITH dated AS (
    SELECT
        value.measure_id,
        value.place_id,
        value.period,
        value.value,
        { 'numerator': value.numerator, 'denominator': value.denominator, 'sum_squares': value.sum_squares } AS parts,
        value.areas_counted,
        place.place_kind = 'same areas' AS is_same_areas,
        (
            SELECT count(*)
            FROM series_break
            WHERE series_break.measure_id = value.measure_id AND series_break.period <= value.period
        ) AS wording
    FROM indicator_value AS value
    INNER JOIN place ON value.place_id = place.place_id AND place.place_kind IN ('area', 'same areas')
    WHERE value.state = 'value' AND regexp_full_match(value.period, '[0-9]{4}(-[0-9]{2})?')
),

beside AS (
    SELECT
        *,
        {
            'before': lag({ 'period': period, 'value': value, 'parts': parts }) OVER so_far,
            'first': first_value({ 'period': period, 'value': value, 'parts': parts }) OVER so_far
        } AS earlier_by
    FROM dated
    WINDOW so_far AS (PARTITION BY measure_id, place_id, wording ORDER BY period)
),

paired AS (
    SELECT
        beside.*,
        'before' AS since,
        beside.earlier_by.before AS earlier
    FROM beside
    UNION ALL
    SELECT
        beside.*,
        'first' AS since,
        beside.earlier_by.first AS earlier
    FROM beside
),

differs AS (
    SELECT
        paired.*,
        paired.earlier.period AS earlier_period,
        paired.value - paired.earlier.value AS changed_by,
        CASE
            WHEN paired.is_same_areas THEN coalesce(paired.areas_counted >= 10, FALSE)
            ELSE
                is_enough(measure.interval_by, paired.parts.denominator)
                AND is_enough(measure.interval_by, paired.earlier.parts.denominator)
        END AS is_enough,
        CASE
            WHEN paired.is_same_areas THEN clustered_lower(changed_by, error.standard_error, error.areas, 95)
            ELSE
                figures_differ_lower(
                    measure.interval_by, measure.kind, measure.per, paired.parts, paired.earlier.parts, 95
                )
        END AS change_lower,
        CASE
            WHEN paired.is_same_areas THEN clustered_upper(changed_by, error.standard_error, error.areas, 95)
            ELSE
                figures_differ_upper(
                    measure.interval_by, measure.kind, measure.per, paired.parts, paired.earlier.parts, 95
                )
        END AS change_upper
    FROM paired
    INNER JOIN measure
        ON paired.measure_id = measure.measure_id AND measure.interval_by NOT IN ('none', 'bootstrap')
    LEFT JOIN same_area_error AS error
        ON
            paired.is_same_areas
            AND paired.measure_id = error.measure_id
            AND paired.earlier.period = error.earlier_period
            AND paired.period = error.period
    WHERE paired.earlier.period < paired.period
)

SELECT
    measure_id,
    place_id,
    period,
    since,
    earlier_period,
    areas_counted,
    CASE WHEN is_enough OR NOT is_same_areas THEN changed_by END AS changed_by,
    CASE WHEN is_enough OR NOT is_same_areas THEN change_lower END AS change_lower,
    CASE WHEN is_enough OR NOT is_same_areas THEN change_upper END AS change_upper,
    coalesce(
        CASE
            WHEN is_enough
                THEN verdict_word(verdict(change_lower, change_upper, 0), 'risen', 'fallen', 'no clear change')
        END,
        'cannot say'
    ) AS verdict
FROM differs
ORDER BY
    measure_id,
    place_id,
    period,
    since
