-- How a figure changed, with the interval of 95 per cent of the change, and what it says: 'risen', 'fallen',
-- 'no clear change' or 'cannot say'. Areas, and the same areas of the programme. Each figure is held against the one
-- 'before' and against the 'first' (column since). Nothing is compared across a new wording.

WITH dated AS (
    SELECT
        value.measure_id,
        value.place_id,
        value.period,
        value.value,
        { 'numerator': value.numerator, 'denominator': value.denominator, 'sum_squares': value.sum_squares } AS parts,
        value.areas_counted,
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
        paired.earlier.value AS earlier_value,
        is_enough(measure.interval_by, paired.parts.denominator)
        AND is_enough(measure.interval_by, paired.earlier.parts.denominator) AS is_enough,
        figures_differ_lower(measure.interval_by, measure.kind, measure.per, paired.parts, paired.earlier.parts, 95)
            AS change_lower,
        figures_differ_upper(measure.interval_by, measure.kind, measure.per, paired.parts, paired.earlier.parts, 95)
            AS change_upper
    FROM paired
    INNER JOIN measure
        ON paired.measure_id = measure.measure_id AND measure.interval_by NOT IN ('none', 'bootstrap')
    WHERE paired.earlier.period < paired.period
)

SELECT
    measure_id,
    place_id,
    period,
    since,
    earlier_period,
    areas_counted,
    value - earlier_value AS changed_by,
    change_lower,
    change_upper,
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
