-- One measure in every period for the chosen areas and groups, in their order of choice: the figure, its interval and
-- its parts, or the reason why there is none.

WITH choice AS (
    SELECT string_split($areas, '.') AS ids
),

chosen AS (
    SELECT
        unnest(choice.ids) AS place_id,
        unnest(range(1, len(choice.ids) + 1)) AS choice
    FROM choice
),

measure_period AS (
    SELECT DISTINCT period
    FROM indicator_value
    WHERE measure_id = $measure_id
)

SELECT
    chosen.choice,
    chosen.place_id,
    measure_period.period,
    coalesce(figure.state, 'not reported') AS state,
    figure.value,
    figure.lower,
    figure.upper,
    figure.numerator,
    figure.denominator,
    figure.reliability,
    figure.band,
    figure.areas_counted,
    place.place_kind = 'area' AS is_area
FROM chosen
CROSS JOIN measure_period
INNER JOIN place ON chosen.place_id = place.place_id
LEFT JOIN indicator_value AS figure
    ON
        chosen.place_id = figure.place_id
        AND measure_period.period = figure.period
        AND figure.measure_id = $measure_id
ORDER BY
    chosen.choice,
    measure_period.period
