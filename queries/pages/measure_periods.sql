-- The periods of every measure of which any area has a figure: all years first, then the newest first; a span of years
-- comes after the single years it ends with.

SELECT
    measure_id,
    period,
    contains(period, ' to ') AS is_span
FROM indicator_area
GROUP BY
    measure_id,
    period
HAVING
    measure_id IN (
        SELECT figure.measure_id FROM indicator_area AS figure
        WHERE figure.state = 'value'
    )
ORDER BY
    measure_id ASC,
    period = 'all years' DESC,
    is_span ASC,
    period DESC
