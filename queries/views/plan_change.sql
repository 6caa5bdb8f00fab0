-- Whether a measure was higher or lower late in the plans than early, on the same areas: held together by year of the
-- plan (see area_plan_year), from the first to the last year in which at least half as many areas have a figure as in
-- the fullest; not year 1, which is part of a year. The interval takes the area as the cluster (see the macro
-- clustered_error); for what has no interval of its own the means of areas are compared, which is the paired t test.
-- verdict: 'risen', 'fallen', 'no clear change', or 'cannot say' on fewer than 30 areas; on fewer than ten there is no
-- row.

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
        early.area_id,
        CASE WHEN measure.interval_by = 'none' THEN 1 ELSE figure(measure.kind, measure.per, 1, 1) END AS scale,
        CASE WHEN measure.interval_by = 'none' THEN early.value ELSE early.numerator END AS early_sum,
        CASE WHEN measure.interval_by = 'none' THEN 1 ELSE early.denominator END AS early_base,
        CASE WHEN measure.interval_by = 'none' THEN late.value ELSE late.numerator END AS late_sum,
        CASE WHEN measure.interval_by = 'none' THEN 1 ELSE late.denominator END AS late_base
    FROM ends
    INNER JOIN measure ON ends.measure_id = measure.measure_id AND measure.interval_by <> 'bootstrap'
    INNER JOIN area_plan_year AS early ON ends.measure_id = early.measure_id AND ends.from_year = early.nth_year
    INNER JOIN area_plan_year AS late
        ON
            ends.measure_id = late.measure_id
            AND ends.to_year = late.nth_year
            AND early.area_id = late.area_id
),

residual AS (
    SELECT
        *,
        ratio_residual(late_sum, late_base, sum(late_sum) OVER of_measure, sum(late_base) OVER of_measure)
        - ratio_residual(early_sum, early_base, sum(early_sum) OVER of_measure, sum(early_base) OVER of_measure)
            AS residual_change
    FROM paired
    WINDOW of_measure AS (PARTITION BY measure_id)
),

added_up AS (
    SELECT
        measure_id,
        from_year,
        to_year,
        count(*) AS areas,
        any_value(scale) * (sum(early_sum ORDER BY area_id) / sum(early_base ORDER BY area_id)) AS early_value,
        any_value(scale) * (sum(late_sum ORDER BY area_id) / sum(late_base ORDER BY area_id)) AS late_value,
        any_value(scale) * clustered_error(count(*), sum(power(residual_change, 2) ORDER BY area_id)) AS standard_error
    FROM residual
    GROUP BY
        measure_id,
        from_year,
        to_year
    HAVING count(*) >= 10
),

differs AS (
    SELECT
        *,
        late_value - early_value AS changed_by,
        clustered_lower(changed_by, standard_error, areas, 95) AS change_lower,
        clustered_upper(changed_by, standard_error, areas, 95) AS change_upper
    FROM added_up
)

SELECT
    measure_id,
    from_year,
    to_year,
    areas,
    early_value,
    late_value,
    changed_by,
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
