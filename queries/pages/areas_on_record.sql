-- Each area with its number of facts on the public record and of rows returned.

SELECT
    card.area_name,
    card.region_name,
    card.council_name,
    card.fact_count,
    cast(coalesce(sum(returned.row_count), 0) AS BIGINT) AS rows_returned
FROM area_card AS card
LEFT JOIN returned ON card.area_id = returned.area_id
GROUP BY ALL
ORDER BY
    card.fact_count DESC,
    card.area_name ASC
