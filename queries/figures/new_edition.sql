-- The rows of this build's edition of each measure and period that differs from the newest one before, with its number.

WITH described AS (
    SELECT
        measure_id,
        period,
        string_agg(row(place_id, numerator, denominator, is_same_area)::VARCHAR, ' ' ORDER BY place_id) AS all_rows
    FROM edition
    GROUP BY
        measure_id,
        period
),

newest AS (
    SELECT
        measure_id,
        period,
        edition,
        string_agg(row(place_id, numerator, denominator, is_same_area)::VARCHAR, ' ' ORDER BY place_id) AS all_rows
    FROM published
    GROUP BY
        measure_id,
        period,
        edition
    QUALIFY edition = max(edition) OVER (PARTITION BY measure_id, period)
)

SELECT
    edition.measure_id,
    edition.period,
    edition.place_id,
    edition.numerator,
    edition.denominator,
    edition.sum_squares,
    edition.is_same_area,
    edition.definition,
    coalesce(newest.edition, 0) + 1 AS edition
FROM edition
INNER JOIN described ON edition.measure_id = described.measure_id AND edition.period = described.period
LEFT JOIN newest ON edition.measure_id = newest.measure_id AND edition.period = newest.period
WHERE described.all_rows IS DISTINCT FROM newest.all_rows
ORDER BY
    edition.measure_id,
    edition.period,
    edition.place_id
