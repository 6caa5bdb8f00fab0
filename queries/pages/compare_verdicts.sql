-- Every measure of one topic for the chosen areas: the figure and its comparison with the other areas of the programme.
-- Each in the newest period in which half of these areas have a figure, else the newest in which any has one, else its
-- newest.

WITH choice AS (
    SELECT string_split($areas, '.') AS ids
),

chosen AS (
    SELECT
        unnest(choice.ids) AS area_id,
        unnest(range(1, len(choice.ids) + 1)) AS choice
    FROM choice
),

figures AS (
    SELECT
        chosen.choice,
        measure.order_number,
        measure.interval_by NOT IN ('none', 'bootstrap')
        AND NOT (measure.interval_by = 'byar' AND measure.kind = 'count') AS is_judged,
        figure.*
    FROM chosen
    INNER JOIN indicator_area AS figure ON chosen.area_id = figure.area_id
    INNER JOIN measure ON figure.measure_id = measure.measure_id
    WHERE measure.topic = $topic
),

period_count AS (
    SELECT
        measure_id,
        period,
        count(*) FILTER (WHERE state = 'value') AS areas_with_figure,
        count(*) AS areas
    FROM figures
    GROUP BY
        measure_id,
        period
),

newest AS (
    SELECT
        measure_id,
        period
    FROM period_count
    QUALIFY
        row_number() OVER (
            PARTITION BY measure_id
            ORDER BY 2 * areas_with_figure >= areas DESC, areas_with_figure > 0 DESC, period DESC
        ) = 1
)

SELECT
    figures.measure_id,
    figures.choice,
    figures.area_id,
    figures.period,
    figures.is_judged,
    figures.state,
    figures.value,
    figures.lower,
    figures.upper,
    figures.numerator,
    figures.denominator,
    figures.reliability,
    figures.band,
    comparison.difference,
    comparison.difference_lower,
    comparison.difference_upper,
    comparison.verdict,
    comparison.reason
FROM figures
INNER JOIN newest ON figures.measure_id = newest.measure_id AND figures.period = newest.period
LEFT JOIN comparison
    ON
        figures.measure_id = comparison.measure_id
        AND figures.period = comparison.period
        AND figures.area_id = comparison.area_id
        AND comparison.against = 'programme'
ORDER BY
    figures.order_number,
    figures.measure_id,
    figures.choice
