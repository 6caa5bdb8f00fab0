-- No fact ends before it begins, as far as its dates are precise.

SELECT
    fact_id,
    date_from,
    date_to
FROM fact
WHERE
    left(date_to, least(length(date_from), length(date_to)))
    < left(date_from, least(length(date_from), length(date_to)))
