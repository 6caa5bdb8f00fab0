-- What some areas won together in all years: a row for each measure, with the median, the lowest and the highest of the
-- areas, and the ends of the middle half of them, which are the medians of the lower and the upper half. Shares and
-- rates are worked out from added numerators and denominators. $areas joins the ids of the areas by a dot.

WITH chosen AS (
    SELECT unnest(string_split($areas, '.')) AS area_id
),

chosen_measure AS (
    SELECT
        measure_id,
        kind,
        per,
        interval_by,
        order_number
    FROM measure
    WHERE
        measure_id IN ('wins_known', 'success_rate', 'cash_won_gbp', 'in_kind_gbp', 'hours_won', 'cash_per_pound')
),

ranked AS (
    SELECT
        figure.measure_id,
        figure.state,
        figure.value,
        figure.numerator,
        figure.denominator,
        figure.reliability,
        count(figure.value) OVER same_measure AS counted,
        row_number() OVER (PARTITION BY figure.measure_id ORDER BY figure.value) AS place
    FROM indicator_area AS figure
    INNER JOIN chosen ON figure.area_id = chosen.area_id
    INNER JOIN chosen_measure ON figure.measure_id = chosen_measure.measure_id
    WHERE figure.period = 'all years'
    WINDOW same_measure AS (PARTITION BY figure.measure_id)
),

added AS (
    SELECT
        measure_id,
        count(*) AS areas,
        count(value) AS areas_counted,
        min(state) AS state_of_others,
        sum(numerator::DECIMAL(18, 2)) FILTER (WHERE state = 'value')::DOUBLE AS numerator,
        sum(denominator::DECIMAL(18, 2)) FILTER (WHERE state = 'value')::DOUBLE AS denominator,
        any_value(reliability) AS reliability,
        median(value) AS middle,
        min(value) AS lowest,
        max(value) AS highest,
        median(value) FILTER (WHERE place <= counted // 2) AS half_from,
        median(value) FILTER (WHERE place > counted - counted // 2) AS half_to
    FROM ranked
    GROUP BY measure_id
)

SELECT
    chosen_measure.measure_id,
    'all years' AS period,
    CASE WHEN added.areas_counted > 0 THEN 'value' ELSE coalesce(added.state_of_others, 'not reported') END AS state,
    figure(chosen_measure.kind, chosen_measure.per, added.numerator, added.denominator) AS value,
    CASE
        WHEN chosen_measure.interval_by = 'wilson'
            THEN 100 * wilson_lower(added.numerator, added.denominator, normal_quantile(95))
    END AS lower,
    CASE
        WHEN chosen_measure.interval_by = 'wilson'
            THEN 100 * wilson_upper(added.numerator, added.denominator, normal_quantile(95))
    END AS upper,
    added.numerator,
    added.denominator,
    CASE WHEN added.areas = 1 THEN added.reliability END AS reliability,
    coalesce(added.areas_counted, 0) AS areas_counted,
    added.middle,
    added.lowest,
    added.highest,
    added.half_from,
    added.half_to
FROM chosen_measure
LEFT JOIN added ON chosen_measure.measure_id = added.measure_id
ORDER BY chosen_measure.order_number
