-- The periods of every measure: all years first, then the newest first; a span of years
-- comes after the single years it ends with.

SELECT
    measure_id,
    period,
    contains(period, ' to ') AS is_span
FROM indicator_area
GROUP BY
    measure_id,
    period
ORDER BY
    measure_id ASC,
    period = 'all years' DESC,
    is_span ASC,
    period DESC
