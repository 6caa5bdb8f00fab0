-- The periods of every measure, newest first: a span of years comes after the single years it ends with.

SELECT DISTINCT
    measure_id,
    period,
    length(period) > 4 AS is_span
FROM indicator_area
ORDER BY
    measure_id ASC,
    is_span ASC,
    period DESC
