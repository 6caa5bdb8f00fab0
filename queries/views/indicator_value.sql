-- Every measure for every place and period, in one long table: areas as they are, groups rolled up from their areas,
-- whole regions and England as the measure's file gives them. areas_counted says on how many areas a figure rests.

WITH rolled AS (
    SELECT
        area.measure_id,
        member.place_id,
        area.period,
        measure.kind,
        measure.per,
        measure.roll_up,
        sum(area.numerator) AS numerator,
        sum(area.denominator) AS denominator,
        median(area.value) AS middle,
        count(area.value) AS areas_counted
    FROM indicator_area AS area
    INNER JOIN place_member AS member ON area.area_id = member.area_id
    INNER JOIN measure ON area.measure_id = measure.measure_id AND measure.roll_up <> 'none'
    GROUP BY ALL
)

SELECT
    measure_id,
    area_id AS place_id,
    period,
    state,
    numerator,
    denominator,
    value,
    cast(state = 'value' AS BIGINT) AS areas_counted
FROM indicator_area
UNION ALL
SELECT
    measure_id,
    place_id,
    period,
    CASE WHEN areas_counted = 0 THEN 'not reported' ELSE 'value' END AS state,
    CASE WHEN roll_up = 'sum' THEN numerator END AS numerator,
    CASE WHEN roll_up = 'sum' THEN denominator END AS denominator,
    CASE WHEN roll_up = 'median' THEN middle ELSE figure(kind, per, numerator, denominator) END AS value,
    areas_counted
FROM rolled
UNION ALL
SELECT
    part.measure_id,
    part.place_id,
    part.period,
    CASE
        WHEN figure(measure.kind, measure.per, part.numerator, part.denominator) IS NULL THEN 'not reported'
        ELSE 'value'
    END AS state,
    part.numerator,
    part.denominator,
    figure(measure.kind, measure.per, part.numerator, part.denominator) AS value,
    cast(NULL AS BIGINT) AS areas_counted
FROM indicator_part AS part
INNER JOIN measure ON part.measure_id = measure.measure_id
WHERE part.place_id NOT IN (SELECT area.area_id FROM area)
