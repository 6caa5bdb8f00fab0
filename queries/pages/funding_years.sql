-- What some areas won together by year of decision: calendar years for wins, pounds of the day, help in kind and hours;
-- financial years for cash in real terms. An area counts in the years in which it has a figure; where none has, the
-- state says why. $areas joins the ids of the areas by a dot.

WITH chosen AS (
    SELECT unnest(string_split($areas, '.')) AS area_id
)

SELECT
    figure.measure_id,
    figure.period,
    CASE
        WHEN bool_or(figure.state = 'value') THEN 'value'
        WHEN bool_or(figure.state = 'hidden') THEN 'hidden'
        WHEN bool_or(figure.state = 'not reported') THEN 'not reported'
        ELSE 'not due'
    END AS state,
    sum(figure.numerator::DECIMAL(18, 2)) FILTER (WHERE figure.state = 'value')::DOUBLE AS value,
    count(*) FILTER (WHERE figure.state = 'value') AS areas
FROM indicator_area AS figure
INNER JOIN chosen ON figure.area_id = chosen.area_id
WHERE
    figure.measure_id IN ('wins_known', 'cash_won_gbp', 'in_kind_gbp', 'hours_won', 'cash_won_real')
    AND figure.period SIMILAR TO '[0-9]{4}(-[0-9]{2})?'
GROUP BY
    figure.measure_id,
    figure.period
ORDER BY
    figure.measure_id,
    figure.period
