-- Whether a measure was higher or lower late in the plans than early, on the same areas: held together by year of the
-- plan (see area_plan_year), from the first to the last year in which at least half as many areas have a figure as in
-- the fullest; not year 1, which is part of a year. What has an interval is compared as shares and means are; what has
-- none is compared area by area, by the interval of the mean difference (the paired t test, see the macro mean).
-- verdict: 'risen', 'fallen', 'no clear change', or 'cannot say' on fewer than 30 areas.

WITH counted AS (
    SELECT
        measure_id,
        nth_year,
        2 * count(*) >= max(count(*)) OVER (PARTITION BY measure_id) AS is_full
    FROM area_plan_year
    WHERE nth_year > 1
    GROUP BY
        measure_id,
        nth_year
),

ends AS (
    SELECT
        measure_id,
        min(nth_year) AS from_year,
        max(nth_year) AS to_year
    FROM counted
    WHERE is_full
    GROUP BY measure_id
    HAVING max(nth_year) > min(nth_year)
),

paired AS (
    SELECT
        ends.measure_id,
        ends.from_year,
        ends.to_year,
        count(*) AS areas,
        avg(early.value ORDER BY early.area_id) AS early_mean,
        avg(late.value ORDER BY early.area_id) AS late_mean,
        sum(late.value - early.value ORDER BY early.area_id) AS total,
        sum(power(late.value - early.value, 2) ORDER BY early.area_id) AS sum_squares,
        {
            'numerator': sum(early.numerator ORDER BY early.area_id),
            'denominator': sum(early.denominator ORDER BY early.area_id),
            'sum_squares': sum(early.sum_squares ORDER BY early.area_id)
        } AS early_parts,
        {
            'numerator': sum(late.numerator ORDER BY early.area_id),
            'denominator': sum(late.denominator ORDER BY early.area_id),
            'sum_squares': sum(late.sum_squares ORDER BY early.area_id)
        } AS late_parts
    FROM ends
    INNER JOIN area_plan_year AS early ON ends.measure_id = early.measure_id AND ends.from_year = early.nth_year
    INNER JOIN area_plan_year AS late
        ON
            ends.measure_id = late.measure_id
            AND ends.to_year = late.nth_year
            AND early.area_id = late.area_id
    GROUP BY
        ends.measure_id,
        ends.from_year,
        ends.to_year
),

differs AS (
    SELECT
        paired.measure_id,
        paired.from_year,
        paired.to_year,
        paired.areas,
        CASE
            WHEN measure.interval_by = 'none' THEN paired.early_mean
            ELSE figure(measure.kind, measure.per, paired.early_parts.numerator, paired.early_parts.denominator)
        END AS early_value,
        CASE
            WHEN measure.interval_by = 'none' THEN paired.late_mean
            ELSE figure(measure.kind, measure.per, paired.late_parts.numerator, paired.late_parts.denominator)
        END AS late_value,
        CASE
            WHEN measure.interval_by = 'none' THEN mean_lower(paired.areas, paired.total, paired.sum_squares, 95)
            ELSE
                figures_differ_lower(
                    measure.interval_by, measure.kind, measure.per, paired.late_parts, paired.early_parts, 95
                )
        END AS change_lower,
        CASE
            WHEN measure.interval_by = 'none' THEN mean_upper(paired.areas, paired.total, paired.sum_squares, 95)
            ELSE
                figures_differ_upper(
                    measure.interval_by, measure.kind, measure.per, paired.late_parts, paired.early_parts, 95
                )
        END AS change_upper
    FROM paired
    INNER JOIN measure ON paired.measure_id = measure.measure_id AND measure.interval_by <> 'bootstrap'
)

SELECT
    measure_id,
    from_year,
    to_year,
    areas,
    early_value,
    late_value,
    late_value - early_value AS changed_by,
    change_lower,
    change_upper,
    coalesce(
        CASE
            WHEN areas >= 30
                THEN verdict_word(verdict(change_lower, change_upper, 0), 'risen', 'fallen', 'no clear change')
        END,
        'cannot say'
    ) AS verdict
FROM differs
ORDER BY measure_id
