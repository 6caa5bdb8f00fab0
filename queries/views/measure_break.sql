-- Where the five classes of the map begin, the same for all single periods of a measure, and for all its spans of
-- years: a fifth of all area values but zeros in each, rounded to two figures. Changes have classes about zero:
-- clearly down, down, little change, up, clearly up. An edge that no value lies under would make an empty class and is
-- left out.

WITH quantile AS (
    SELECT
        measure.measure_id,
        measure.kind,
        area.period = 'all years' OR contains(area.period, ' to ') AS is_span,
        quantile_cont(nullif(area.value, 0), [0.2, 0.4, 0.6, 0.8]) AS fifths,
        quantile_cont(abs(area.value), [0.4, 0.8]) AS sizes,
        min(area.value) AS smallest
    FROM indicator_area AS area
    INNER JOIN measure ON area.measure_id = measure.measure_id
    WHERE area.state = 'value'
    GROUP BY
        measure.measure_id,
        measure.kind,
        is_span
),

unrounded AS (
    SELECT
        measure_id,
        is_span,
        smallest,
        unnest(CASE WHEN kind = 'change' THEN [-sizes[2], -sizes[1], sizes[1], sizes[2]] ELSE fifths END) AS edge
    FROM quantile
),

rounded AS (
    SELECT
        measure_id,
        is_span,
        smallest,
        CASE WHEN edge = 0 THEN 0 ELSE round(edge, cast(1 - floor(log10(abs(edge))) AS INTEGER)) END AS edge
    FROM unrounded
)

SELECT DISTINCT
    measure_id,
    is_span,
    edge
FROM rounded
WHERE edge > smallest
