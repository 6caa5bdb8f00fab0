-- Every measure for every place and period as it is, before anything is hidden: areas as they are, groups added up from
-- their areas, whole regions and England as the measure's file gives them. Only the database of staff holds it.
-- Each area has a row for each period, so that what is missing shows; a measure without any figure has
-- the one period 'no returns yet'. A group's sum leaves no area out; areas_counted says on how many it rests. Sums are
-- made in the order of the areas, so that the same files always give the same last decimal. middle is the median of the
-- areas, where a measure rolls up that way.

WITH measure_period AS (
    SELECT DISTINCT
        measure_id,
        period
    FROM indicator_part
    UNION ALL
    SELECT
        measure_id,
        'no returns yet' AS period
    FROM measure
    WHERE measure_id NOT IN (SELECT part.measure_id FROM indicator_part AS part)
),

closed AS (
    SELECT
        area_id,
        min(from_date) AS closed_on
    FROM area_status
    WHERE status = 'closed'
    GROUP BY area_id
),

of_area AS (
    SELECT
        measure.measure_id,
        measure.kind,
        measure.per,
        measure.roll_up,
        area.area_id,
        measure_period.period,
        part.numerator,
        part.denominator,
        part.sum_squares,
        CASE
            WHEN
                part.numerator IS NULL AND measure.due = 'while open'
                AND is_over(measure_period.period, closed.closed_on)
                THEN 'not due'
            WHEN figure(measure.kind, measure.per, part.numerator, part.denominator) IS NULL THEN 'not reported'
            ELSE 'value'
        END AS state
    FROM measure
    INNER JOIN measure_period ON measure.measure_id = measure_period.measure_id
    CROSS JOIN area
    LEFT JOIN indicator_part AS part
        ON
            measure.measure_id = part.measure_id
            AND measure_period.period = part.period
            AND area.area_id = part.place_id
    LEFT JOIN closed ON area.area_id = closed.area_id
),

in_group AS (
    SELECT
        member.place_id AS group_id,
        of_area.*
    FROM of_area
    INNER JOIN place_member AS member ON of_area.area_id = member.area_id
    WHERE of_area.roll_up <> 'none'
    UNION ALL
    SELECT
        'programme:same-areas' AS group_id,
        of_area.*
    FROM of_area
    INNER JOIN same_area
        ON
            of_area.measure_id = same_area.measure_id
            AND of_area.area_id = same_area.area_id
            AND of_area.period = same_area.period
),

of_group AS (
    SELECT
        measure_id,
        group_id,
        period,
        CASE WHEN count(*) FILTER (WHERE state = 'value') = 0 THEN 'not reported' ELSE 'value' END AS state,
        sum(numerator ORDER BY area_id) FILTER (WHERE state = 'value' AND roll_up = 'sum') AS numerator,
        sum(denominator ORDER BY area_id) FILTER (WHERE state = 'value' AND roll_up = 'sum') AS denominator,
        sum(sum_squares ORDER BY area_id) FILTER (WHERE state = 'value' AND roll_up = 'sum') AS sum_squares,
        median(figure(kind, per, numerator, denominator)) FILTER (WHERE state = 'value' AND roll_up = 'median')
            AS middle,
        count(*) FILTER (WHERE state = 'value') AS areas_counted
    FROM in_group
    GROUP BY
        measure_id,
        group_id,
        period
)

SELECT
    measure_id,
    area_id AS place_id,
    period,
    state,
    numerator,
    denominator,
    sum_squares,
    cast(NULL AS DOUBLE) AS middle,
    cast(state = 'value' AS BIGINT) AS areas_counted
FROM of_area
UNION ALL
SELECT
    measure_id,
    group_id AS place_id,
    period,
    state,
    numerator,
    denominator,
    sum_squares,
    middle,
    areas_counted
FROM of_group
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
    part.sum_squares,
    cast(NULL AS DOUBLE) AS middle,
    cast(NULL AS BIGINT) AS areas_counted
FROM indicator_part AS part
INNER JOIN measure ON part.measure_id = measure.measure_id
WHERE part.place_id NOT IN (SELECT area.area_id FROM area)
