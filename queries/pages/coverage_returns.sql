-- How many areas are in each state, for every table of returns and every period; rows without a day have no period.

SELECT
    table_name,
    period_start,
    period_end,
    state,
    count(*) AS areas
FROM coverage
GROUP BY
    table_name,
    period_start,
    period_end,
    state
ORDER BY
    table_name,
    period_start,
    period_end,
    state
