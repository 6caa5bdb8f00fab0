-- The answers of partnership members and of council people to the same question in one round of their surveys ($period)
-- at one place ($place_id): both figures, and how far that of the council people is above that of the members, with a
-- 95 per cent interval (Newcombe). A side without any row was not asked, or nobody sent its answers. who_says_more is
-- 'council', 'members', 'neither' or 'cannot say'.

WITH side AS (
    SELECT
        measure.measure_id,
        measure.order_number,
        measure.interval_by,
        split_part(measure.asks, ', ', 1) AS survey,
        split_part(measure.asks, ', ', 2) AS subject,
        coalesce(figure.state, 'not asked') AS state,
        figure.value,
        figure.lower,
        figure.upper,
        figure.numerator,
        figure.denominator,
        figure.reliability,
        figure.areas_counted,
        is_enough(measure.interval_by, figure.denominator) AS is_enough
    FROM measure
    LEFT JOIN indicator_value AS figure
        ON
            measure.measure_id = figure.measure_id
            AND figure.place_id = $place_id
            AND figure.period = $period
    WHERE measure.topic = 'Council relationship' AND contains(measure.asks, ', ')
),

gap AS (
    SELECT
        members.order_number,
        members.subject,
        members.measure_id AS members_measure,
        members.state AS members_state,
        members.value AS members_value,
        members.lower AS members_lower,
        members.upper AS members_upper,
        members.numerator AS members_numerator,
        members.denominator AS members_denominator,
        members.reliability AS members_reliability,
        members.areas_counted AS members_areas,
        council.measure_id AS council_measure,
        council.state AS council_state,
        council.value AS council_value,
        council.lower AS council_lower,
        council.upper AS council_upper,
        council.numerator AS council_numerator,
        council.denominator AS council_denominator,
        council.reliability AS council_reliability,
        council.areas_counted AS council_areas,
        council.value - members.value AS difference,
        members.is_enough AND council.is_enough AS is_enough,
        100 * proportion_difference_lower(
            council.numerator, council.denominator, members.numerator, members.denominator, normal_quantile(95)
        ) AS difference_lower,
        100 * proportion_difference_upper(
            council.numerator, council.denominator, members.numerator, members.denominator, normal_quantile(95)
        ) AS difference_upper
    FROM side AS members
    INNER JOIN side AS council
        ON
            members.subject = council.subject
            AND members.survey = 'partnership'
            AND council.survey = 'council'
)

SELECT
    subject,
    subject IN ('involved early', 'time committed') AS is_step,
    members_measure,
    members_state,
    members_value,
    members_lower,
    members_upper,
    members_numerator,
    members_denominator,
    members_reliability,
    members_areas,
    council_measure,
    council_state,
    council_value,
    council_lower,
    council_upper,
    council_numerator,
    council_denominator,
    council_reliability,
    council_areas,
    difference,
    difference_lower,
    difference_upper,
    coalesce(
        CASE
            WHEN is_enough
                THEN verdict_word(verdict(difference_lower, difference_upper, 0), 'council', 'members', 'neither')
        END,
        'cannot say'
    ) AS who_says_more
FROM gap
ORDER BY
    is_step,
    order_number,
    subject
