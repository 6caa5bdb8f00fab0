-- For measures that a funnel judges, in every period in which it judges any area: how many of the areas that pass the
-- filters lie as expected for their size, above or below what chance allows, and how many cannot be judged or have no
-- figure. is_full: at least half as many areas are judged as in the period in which most are. outside: the ids of the
-- areas that lie outside, joined by full stops, those beyond the wider limits first. The measure on which most areas
-- can be judged comes first.

WITH shown AS (
    SELECT card.area_id
    FROM area_card AS card
    WHERE passes_filters(card, $region, $wave, $deprivation)
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
),

counted AS (
    SELECT
        measure_id,
        period,
        count(*) AS areas,
        count(*) FILTER (WHERE verdict IS NOT NULL) AS judged,
        count(*) FILTER (WHERE verdict = 'differs' AND side = 'above') AS far_above,
        count(*) FILTER (WHERE verdict = 'worth a look' AND side = 'above') AS above,
        count(*) FILTER (WHERE verdict = 'as expected') AS as_expected,
        count(*) FILTER (WHERE verdict = 'worth a look' AND side = 'below') AS below,
        count(*) FILTER (WHERE verdict = 'differs' AND side = 'below') AS far_below,
        count(*) FILTER (WHERE state = 'value' AND verdict IS NULL) AS too_few,
        count(*) FILTER (WHERE state = 'hidden') AS hidden,
        count(*) FILTER (WHERE state = 'not reported') AS not_reported,
        count(*) FILTER (WHERE state = 'not due') AS not_due,
        string_agg(area_id, '.' ORDER BY verdict ASC, area_id ASC) FILTER (
            WHERE verdict IN ('differs', 'worth a look')
        ) AS outside
    FROM placed
    GROUP BY
        measure_id,
        period
)

SELECT
    counted.measure_id,
    counted.period,
    counted.areas,
    counted.judged,
    counted.far_above,
    counted.above,
    counted.as_expected,
    counted.below,
    counted.far_below,
    counted.too_few,
    counted.hidden,
    counted.not_reported,
    counted.not_due,
    counted.outside,
    max(counted.judged) OVER same_measure AS most_judged,
    2 * counted.judged >= max(counted.judged) OVER same_measure AS is_full
FROM counted
INNER JOIN measure ON counted.measure_id = measure.measure_id
WINDOW same_measure AS (PARTITION BY counted.measure_id)
ORDER BY
    most_judged DESC,
    measure.topic = 'Outcomes' DESC,
    measure.order_number ASC,
    counted.measure_id ASC,
    counted.period DESC
