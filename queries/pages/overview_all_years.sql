-- What all areas together won in all years, and what became of the commitments that councils made to them, in one row.

WITH won AS (
    SELECT
        measure_id,
        value
    FROM indicator_value
    WHERE place_id = 'programme:all' AND period = 'all years' AND state = 'value'
),

followed AS (
    SELECT
        count(*) FILTER (WHERE outcome = 'kept') AS kept,
        count(*) FILTER (WHERE outcome = 'not kept') AS not_kept,
        count(*) FILTER (WHERE outcome = 'date passed') AS without_outcome
    FROM council_commitments((SELECT list(council_event) FROM council_event))
)

SELECT
    max(won.value) FILTER (WHERE won.measure_id = 'cash_won_gbp') AS cash_gbp,
    max(won.value) FILTER (WHERE won.measure_id = 'in_kind_gbp') AS in_kind_gbp,
    any_value(followed.kept) AS kept,
    any_value(followed.not_kept) AS not_kept,
    any_value(followed.without_outcome) AS without_outcome
FROM followed
LEFT JOIN won ON TRUE
