-- How many areas are in each state, for every table of returns and every period, and how many of those that have not
-- sent theirs are expected to by the day of the build or later; rows without a day have no period.

SELECT
    coverage.table_name,
    coverage.period_start,
    coverage.period_end,
    coverage.state,
    count(*) AS areas,
    count(*) FILTER (
        WHERE
        coverage.state = 'not sent'
        AND coalesce(coverage.expected_by, coverage.period_end) >= build.built_at::DATE
    ) AS areas_not_yet_due
FROM coverage
CROSS JOIN build
GROUP BY
    coverage.table_name,
    coverage.period_start,
    coverage.period_end,
    coverage.state
ORDER BY
    coverage.table_name,
    coverage.period_start,
    coverage.period_end,
    coverage.state
