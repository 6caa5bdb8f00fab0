-- The measures about councils and areas that count no people, added up over some areas, in each period. $areas joins
-- the ids of the areas by a dot. Only areas with a figure are added up; areas_counted says how many they are.

WITH chosen AS (
    SELECT unnest(string_split($areas, '.')) AS area_id
),

total AS (
    SELECT
        measure.measure_id,
        measure.kind,
        measure.per,
        measure.interval_by,
        area.period,
        count(*) FILTER (WHERE area.state = 'value') AS areas_counted,
        count(*) FILTER (WHERE area.state = 'not reported') AS areas_not_reported,
        count(*) FILTER (WHERE area.state = 'hidden') AS areas_hidden,
        count(*) FILTER (WHERE area.state = 'not due') AS areas_not_due,
        sum(area.numerator) FILTER (WHERE area.state = 'value') AS numerator,
        sum(area.denominator) FILTER (WHERE area.state = 'value') AS denominator
    FROM indicator_area AS area
    INNER JOIN chosen ON area.area_id = chosen.area_id
    INNER JOIN measure ON area.measure_id = measure.measure_id
    WHERE
        area.measure_id IN ('commitments_kept', 'council_facts', 'council_present', 'meetings_liaison', 'support_share')
    GROUP BY
        measure.measure_id,
        measure.kind,
        measure.per,
        measure.interval_by,
        area.period
)

SELECT
    measure_id,
    period,
    CASE
        WHEN areas_counted > 0 THEN 'value'
        WHEN areas_hidden > 0 THEN 'hidden'
        WHEN areas_not_reported > 0 THEN 'not reported'
        ELSE 'not due'
    END AS state,
    figure(kind, per, numerator, denominator) AS value,
    CASE WHEN interval_by = 'wilson' THEN 100 * wilson_lower(numerator, denominator, normal_quantile(95)) END AS lower,
    CASE WHEN interval_by = 'wilson' THEN 100 * wilson_upper(numerator, denominator, normal_quantile(95)) END AS upper,
    numerator,
    denominator,
    CASE WHEN interval_by = 'wilson' AND areas_counted > 0 AND denominator < 30 THEN 'low' ELSE '' END AS reliability,
    areas_counted,
    areas_not_reported,
    areas_not_due
FROM total
ORDER BY
    measure_id,
    period
