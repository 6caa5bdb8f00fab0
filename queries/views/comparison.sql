-- Each figure of an area against the other areas of its programme, wave and region, and against its similar areas: the
-- figure of those, the difference with its interval of 95 per cent, and what that says.
-- verdict: 'higher', 'lower', 'no clear difference' or 'cannot say', with the reason for the last. The others leave
-- the area itself out. Similar areas are added up from those whose figure is shown, so that nothing hidden enters, and
-- fewer than three of them are 'too few'; the other groups are whole, hidden areas and all. Totals are not compared:
-- larger places have more of everything.

WITH compared AS (
    SELECT
        measure.measure_id,
        measure.kind,
        measure.per,
        measure.interval_by,
        measure.roll_up
    FROM measure
    WHERE
        measure.interval_by NOT IN ('none', 'bootstrap')
        AND NOT (measure.interval_by = 'byar' AND measure.kind = 'count')
),

of_group AS (
    SELECT
        own.measure_id,
        own.period,
        own.place_id AS area_id,
        split_part(member.place_id, ':', 1) AS against,
        beside.state AS beside_state,
        beside.areas_counted - 1 AS areas_counted,
        {
            'numerator': beside.numerator - own.numerator,
            'denominator': beside.denominator - own.denominator,
            'sum_squares': beside.sum_squares - own.sum_squares
        } AS rest
    FROM indicator_value AS own
    INNER JOIN compared ON own.measure_id = compared.measure_id AND compared.roll_up = 'sum'
    INNER JOIN place_member AS member ON own.place_id = member.area_id
    INNER JOIN indicator_value AS beside
        ON
            own.measure_id = beside.measure_id
            AND own.period = beside.period
            AND member.place_id = beside.place_id
    WHERE own.state = 'value'
),

of_similar AS (
    SELECT
        own.measure_id,
        own.period,
        own.place_id AS area_id,
        'similar' AS against,
        CASE WHEN count(beside.place_id) >= 3 THEN 'value' ELSE 'too few' END AS beside_state,
        count(beside.place_id) AS areas_counted,
        {
            'numerator': sum(beside.numerator ORDER BY beside.place_id),
            'denominator': sum(beside.denominator ORDER BY beside.place_id),
            'sum_squares': sum(beside.sum_squares ORDER BY beside.place_id)
        } AS rest
    FROM indicator_value AS own
    INNER JOIN compared ON own.measure_id = compared.measure_id
    INNER JOIN similar_area ON own.place_id = similar_area.area_id
    LEFT JOIN indicator_value AS beside
        ON
            own.measure_id = beside.measure_id
            AND own.period = beside.period
            AND similar_area.similar_id = beside.place_id
            AND beside.state = 'value'
    WHERE own.state = 'value'
    GROUP BY
        own.measure_id,
        own.period,
        own.place_id
),

both_kinds AS (
    SELECT * FROM of_group
    UNION ALL
    SELECT * FROM of_similar
),

differs AS (
    SELECT
        beside.measure_id,
        beside.period,
        beside.area_id,
        CASE beside.against WHEN 'areas-in' THEN 'region' ELSE beside.against END AS against,
        beside.areas_counted,
        beside.beside_state,
        beside.rest,
        own.value,
        is_enough(compared.interval_by, own.denominator) AS is_enough,
        figure(compared.kind, compared.per, beside.rest.numerator, beside.rest.denominator) AS other_value,
        figures_differ_lower(
            compared.interval_by, compared.kind, compared.per,
            { 'numerator': own.numerator, 'denominator': own.denominator, 'sum_squares': own.sum_squares },
            beside.rest, 95
        ) AS difference_lower,
        figures_differ_upper(
            compared.interval_by, compared.kind, compared.per,
            { 'numerator': own.numerator, 'denominator': own.denominator, 'sum_squares': own.sum_squares },
            beside.rest, 95
        ) AS difference_upper
    FROM both_kinds AS beside
    INNER JOIN compared ON beside.measure_id = compared.measure_id
    INNER JOIN indicator_value AS own
        ON
            beside.measure_id = own.measure_id
            AND beside.period = own.period
            AND beside.area_id = own.place_id
)

SELECT
    differs.area_id,
    differs.measure_id,
    differs.period,
    differs.against,
    differs.areas_counted AS other_areas,
    differs.rest.numerator AS other_numerator,
    differs.rest.denominator AS other_denominator,
    CASE WHEN differs.beside_state = 'value' THEN differs.other_value END AS other_value,
    CASE WHEN differs.beside_state = 'value' THEN differs.value - differs.other_value END AS difference,
    CASE WHEN differs.beside_state = 'value' THEN differs.difference_lower END AS difference_lower,
    CASE WHEN differs.beside_state = 'value' THEN differs.difference_upper END AS difference_upper,
    CASE
        WHEN differs.beside_state <> 'value' OR NOT differs.is_enough THEN 'cannot say'
        ELSE
            coalesce(
                verdict_word(
                    verdict(differs.difference_lower, differs.difference_upper, 0),
                    'higher', 'lower', 'no clear difference'
                ),
                'cannot say'
            )
    END AS verdict,
    CASE
        WHEN differs.beside_state <> 'value' THEN differs.beside_state
        WHEN NOT differs.is_enough THEN 'too few'
        WHEN differs.other_value IS NULL OR differs.areas_counted = 0 THEN 'nothing to compare'
        WHEN differs.difference_lower IS NULL THEN 'too few'
    END AS reason
FROM differs
ORDER BY
    differs.area_id,
    differs.measure_id,
    differs.period,
    differs.against
