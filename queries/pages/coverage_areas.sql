-- The returns of each area and kind by standing, as return_count counts them for all pages; the areas with the most
-- overdue returns come first.

SELECT
    card.area_id,
    card.area_name,
    card.council_name,
    card.region_name,
    return_count.table_name,
    return_count.overdue,
    return_count.in_part,
    return_count.not_yet_due,
    return_count.received,
    return_count.complete,
    return_count.nothing_due
FROM return_count
INNER JOIN area_card AS card ON return_count.area_id = card.area_id
ORDER BY
    sum(return_count.overdue) OVER (PARTITION BY return_count.area_id) DESC,
    sum(return_count.in_part) OVER (PARTITION BY return_count.area_id) DESC,
    card.area_name ASC,
    card.area_id ASC,
    return_count.table_name ASC
