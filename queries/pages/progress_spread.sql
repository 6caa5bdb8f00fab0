-- For measures that a funnel judges, in every period in which it judges any area: how many of the areas that the
-- filters leave lie as expected for their size, above or below what chance allows, and how many cannot be judged or
-- have no figure.

WITH shown AS (
    SELECT area_id
    FROM area_card
    WHERE
        ($region = 'all' OR region_name = $region)
        AND ($wave = 'all' OR wave::VARCHAR = $wave)
        AND ($deprivation = 'all' OR deprivation_group = $deprivation)
),

judged_periods AS (
    SELECT DISTINCT
        funnel.measure_id,
        funnel.period
    FROM funnel
    INNER JOIN measure ON funnel.measure_id = measure.measure_id
    WHERE
        measure.topic IN ('Outcomes', 'Participation', 'Spending')
        AND funnel.verdict IS NOT NULL
),

placed AS (
    SELECT
        figure.measure_id,
        figure.period,
        figure.area_id,
        figure.state,
        funnel.verdict,
        funnel.side
    FROM indicator_area AS figure
    INNER JOIN judged_periods ON figure.measure_id = judged_periods.measure_id AND figure.period = judged_periods.period
    INNER JOIN shown ON figure.area_id = shown.area_id
    LEFT JOIN funnel
        ON
            figure.measure_id = funnel.measure_id
            AND figure.period = funnel.period
            AND figure.area_id = funnel.area_id
)

SELECT
    placed.measure_id,
    placed.period,
    count(*) AS areas,
    count(*) FILTER (WHERE placed.verdict IS NOT NULL) AS judged,
    count(*) FILTER (WHERE placed.verdict = 'differs' AND placed.side = 'above') AS far_above,
    count(*) FILTER (WHERE placed.verdict = 'worth a look' AND placed.side = 'above') AS above,
    count(*) FILTER (WHERE placed.verdict = 'as expected') AS as_expected,
    count(*) FILTER (WHERE placed.verdict = 'worth a look' AND placed.side = 'below') AS below,
    count(*) FILTER (WHERE placed.verdict = 'differs' AND placed.side = 'below') AS far_below,
    count(*) FILTER (WHERE placed.state = 'value' AND placed.verdict IS NULL) AS too_few,
    count(*) FILTER (WHERE placed.state = 'hidden') AS hidden,
    count(*) FILTER (WHERE placed.state = 'not reported') AS not_reported,
    count(*) FILTER (WHERE placed.state = 'not due') AS not_due
FROM placed
INNER JOIN measure ON placed.measure_id = measure.measure_id
GROUP BY
    measure.topic,
    measure.order_number,
    placed.measure_id,
    placed.period
ORDER BY
    measure.topic = 'Outcomes' DESC,
    measure.order_number ASC,
    placed.measure_id ASC,
    placed.period DESC
