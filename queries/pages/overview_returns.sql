-- The returns of the programme in one row: due by the day of the build, in, overdue, and the period of the newest one;
-- and least_award_gbp, the least that an area was awarded, by its returns or else by what is published of every area.

WITH newest AS (
    SELECT
        period_start,
        period_end
    FROM return_standing
    WHERE standing IN ('complete', 'partial', 'received')
    ORDER BY
        period_start DESC,
        period_end DESC
    LIMIT 1
),

awarded AS (
    SELECT sum(amount_gbp) AS award_gbp
    FROM allocation
    GROUP BY area_id
)

SELECT
    coalesce(sum(return_count.due), 0)::BIGINT AS due,
    coalesce(sum(return_count.came), 0)::BIGINT AS came,
    coalesce(sum(return_count.overdue), 0)::BIGINT AS overdue,
    (SELECT newest.period_start FROM newest) AS newest_from,
    (SELECT newest.period_end FROM newest) AS newest_to,
    coalesce(
        (SELECT min(awarded.award_gbp) FROM awarded),
        (
            SELECT sum(fact.value_number) FROM fact
            WHERE fact.kind = 'award' AND fact.base = 'each area'
        )
    ) AS least_award_gbp
FROM return_count
