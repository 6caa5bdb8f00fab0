-- How many people would have to have answered otherwise for a comparison to come out otherwise, up to 20; NULL beyond.
-- Only shares of people, in the newest period of each measure in an area. The idea is the fragility index of Walsh and
-- others 2014, Journal of Clinical Epidemiology 67:622, for one of two proportions.

WITH newest AS (
    SELECT comparison.*
    FROM comparison
    INNER JOIN measure
        ON
            comparison.measure_id = measure.measure_id
            AND measure.counts_people = 'denominator'
            AND measure.interval_by = 'wilson'
    WHERE comparison.verdict <> 'cannot say'
    QUALIFY
        comparison.period
        = max(comparison.period) OVER (PARTITION BY comparison.area_id, comparison.measure_id)
),

changed AS (SELECT unnest(range(1, 21)) AS answers),

way AS (SELECT unnest([-1, 1]) AS way),

tried AS (
    SELECT
        newest.area_id,
        newest.measure_id,
        newest.period,
        newest.against,
        newest.verdict,
        newest.other_numerator,
        newest.other_denominator,
        own.denominator,
        changed.answers,
        own.numerator + changed.answers * way.way AS numerator
    FROM newest
    INNER JOIN indicator_value AS own
        ON
            newest.measure_id = own.measure_id
            AND newest.period = own.period
            AND newest.area_id = own.place_id
    CROSS JOIN changed
    CROSS JOIN way
    WHERE own.numerator + changed.answers * way.way BETWEEN 0 AND own.denominator
),

judged AS (
    SELECT
        area_id,
        measure_id,
        period,
        against,
        answers,
        verdict,
        verdict_word(verdict(
            proportion_difference_lower(
                numerator, denominator, other_numerator, other_denominator, normal_quantile(95)
            ),
            proportion_difference_upper(
                numerator, denominator, other_numerator, other_denominator, normal_quantile(95)
            ),
            0
        ), 'higher', 'lower', 'no clear difference') AS verdict_then
    FROM tried
)

SELECT
    area_id,
    measure_id,
    period,
    against,
    min(answers) FILTER (WHERE verdict_then <> verdict) AS answers_to_flip
FROM judged
GROUP BY
    area_id,
    measure_id,
    period,
    against
ORDER BY ALL
