-- Grants that registers place around some areas, by year: numbers of the Lottery and of others, and pounds of both.
-- Numbers are weighted, so they are not whole. $areas joins the ids of the areas by a dot.

WITH chosen AS (
    SELECT unnest(string_split($areas, '.')) AS area_id
)

SELECT
    grant_around.award_year,
    coalesce(sum(grant_around.grants::DECIMAL(18, 4)) FILTER (WHERE grant_around.counted_in <> 'Lottery'), 0)::DOUBLE
        AS other_grants,
    coalesce(sum(grant_around.grants::DECIMAL(18, 4)) FILTER (WHERE grant_around.counted_in = 'Lottery'), 0)::DOUBLE
        AS lottery_grants,
    coalesce(
        sum(grant_around.pounds::DECIMAL(18, 2)) FILTER (WHERE grant_around.counted_in = 'other funders'), 0
    )::DOUBLE AS other_gbp,
    coalesce(sum(grant_around.pounds::DECIMAL(18, 2)) FILTER (WHERE grant_around.counted_in = 'Lottery'), 0)::DOUBLE
        AS lottery_gbp,
    coalesce(
        sum(grant_around.grants::DECIMAL(18, 4)) FILTER (
            WHERE grant_around.counted_in NOT IN ('Lottery', 'other funders')
        ),
        0
    )::DOUBLE AS grants_not_in_pounds,
    count(DISTINCT grant_around.area_id) AS areas
FROM grant_around
INNER JOIN chosen ON grant_around.area_id = chosen.area_id
GROUP BY grant_around.award_year
ORDER BY grant_around.award_year
