-- The figures that an audience (everyone or staff) may see, one row a measure, place and period.
-- A hidden figure keeps its row, its count of areas and, if it is a share of enough people, the band that it is in, and
-- nothing that it is made of. reliability is 'staff only'
-- under so few people, 'low' under a small base, else empty. Squares of people are kept for nobody, as a sum and a sum
-- of squares together give two hidden areas away.

WITH raw_figure AS (
    SELECT *
    FROM staff.figure_raw
    WHERE $audience = 'staff'
    UNION ALL
    SELECT *
    FROM staff.figure_released
    WHERE $audience <> 'staff'
),

visible AS (
    SELECT
        raw_figure.*,
        hidden.why,
        hidden.band,
        measure.counts_people,
        measure.interval_by,
        CASE
            WHEN measure.counts_people = 'numerator' OR measure.interval_by = 'byar' THEN raw_figure.numerator
            ELSE raw_figure.denominator
        END AS base
    FROM raw_figure
    INNER JOIN staff.measure AS measure ON raw_figure.measure_id = measure.measure_id
    LEFT JOIN staff.hidden AS hidden
        ON
            raw_figure.measure_id = hidden.measure_id
            AND raw_figure.place_id = hidden.place_id
            AND raw_figure.period = hidden.period
            AND hidden.audience = $audience
    WHERE $audience = 'staff' OR measure.who_may_see_it = 'everyone'
)

SELECT
    measure_id,
    place_id,
    period,
    CASE WHEN why IS NOT NULL THEN 'hidden' ELSE state END AS state,
    CASE WHEN why IS NULL AND state = 'value' THEN numerator END AS numerator,
    CASE WHEN why IS NULL AND state = 'value' THEN denominator END AS denominator,
    CASE WHEN why IS NULL AND state = 'value' AND counts_people = 'no' THEN sum_squares END AS sum_squares,
    CASE WHEN why IS NULL THEN middle END AS middle,
    band,
    areas_counted,
    CASE
        WHEN why IS NOT NULL OR state <> 'value' OR base IS NULL THEN ''
        WHEN counts_people <> 'no' AND base > 0 AND base < $few THEN 'staff only'
        WHEN counts_people <> 'no' AND base > 0 AND base < $small THEN 'low'
        WHEN interval_by IN ('wilson', 'byar', 't') AND base < $small THEN 'low'
        ELSE ''
    END AS reliability
FROM visible
ORDER BY
    measure_id,
    place_id,
    period
