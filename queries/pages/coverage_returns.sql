-- How many areas have each standing, for every kind of return and period, by the rule of return_standing. Rows of a
-- kind or period for which no list of what was due is loaded are received; rows without a day have no period.

SELECT
    table_name,
    period_start,
    period_end,
    standing,
    count(*) AS areas
FROM return_standing
GROUP BY
    table_name,
    period_start,
    period_end,
    standing
UNION ALL
SELECT
    table_name,
    period_start,
    period_end,
    'received' AS standing,
    count(*) AS areas
FROM coverage
WHERE NOT is_expected
GROUP BY
    table_name,
    period_start,
    period_end
ORDER BY
    table_name,
    period_start,
    period_end,
    standing
