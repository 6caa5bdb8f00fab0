-- The standard error of each change on the same areas, each area taken as a cluster (see the macro clustered_error),
-- in the unit of the measure: a row for each two periods. It rests on all of the same areas, shown or not, so that
-- everyone and staff have the same. So that no figure of an area can be worked out from it, it is rounded up to two
-- digits where any figure is not shown to everyone, and left out where those of one to nine areas are not shown to the
-- audience.

WITH raw_figure AS (
    SELECT *
    FROM staff.figure_raw
    WHERE $audience = 'staff'
    UNION ALL
    SELECT *
    FROM staff.figure_released
    WHERE $audience <> 'staff'
),

same_area AS (
    SELECT *
    FROM staff.same_area
    WHERE $audience = 'staff'
    UNION ALL
    SELECT *
    FROM staff.same_area_released
    WHERE $audience <> 'staff'
),

hidden_from AS (
    SELECT
        measure_id,
        place_id,
        period,
        list(audience) AS audiences
    FROM staff.hidden
    GROUP BY
        measure_id,
        place_id,
        period
),

parts AS (
    SELECT
        same_area.measure_id,
        same_area.area_id,
        same_area.period,
        figure(measure.kind, measure.per, 1, 1) * ratio_residual(
            raw_figure.numerator,
            raw_figure.denominator,
            sum(raw_figure.numerator) OVER same_period,
            sum(raw_figure.denominator) OVER same_period
        ) AS residual,
        coalesce(list_contains(hidden_from.audiences, $audience), FALSE) AS is_hidden,
        hidden_from.audiences IS NOT NULL AS is_hidden_from_any
    FROM same_area
    INNER JOIN staff.measure AS measure
        ON same_area.measure_id = measure.measure_id AND measure.interval_by IN ('wilson', 'byar', 't')
    INNER JOIN raw_figure
        ON
            same_area.measure_id = raw_figure.measure_id
            AND same_area.area_id = raw_figure.place_id
            AND same_area.period = raw_figure.period
            AND raw_figure.denominator > 0
    LEFT JOIN hidden_from
        ON
            same_area.measure_id = hidden_from.measure_id
            AND same_area.area_id = hidden_from.place_id
            AND same_area.period = hidden_from.period
    WINDOW same_period AS (PARTITION BY same_area.measure_id, same_area.period)
),

changed AS (
    SELECT
        earlier.measure_id,
        earlier.period AS earlier_period,
        later.period,
        count(*) AS areas,
        count(*) FILTER (WHERE earlier.is_hidden OR later.is_hidden) AS areas_hidden,
        bool_or(earlier.is_hidden_from_any OR later.is_hidden_from_any) AS is_rounded,
        clustered_error(count(*), sum(power(later.residual - earlier.residual, 2) ORDER BY earlier.area_id))
            AS standard_error
    FROM parts AS earlier
    INNER JOIN parts AS later
        ON
            earlier.measure_id = later.measure_id
            AND earlier.area_id = later.area_id
            AND earlier.period < later.period
    GROUP BY
        earlier.measure_id,
        earlier.period,
        later.period
)

SELECT
    measure_id,
    earlier_period,
    period,
    areas,
    CASE WHEN is_rounded THEN round_up(standard_error, 2) ELSE standard_error END AS standard_error
FROM changed
WHERE areas_hidden NOT BETWEEN 1 AND 9
ORDER BY
    measure_id,
    earlier_period,
    period
