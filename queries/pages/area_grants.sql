-- Grants recorded around one area by year and funder, largest first.

SELECT
    award_year,
    funder_name,
    counted_in,
    grants,
    pounds
FROM grant_around
WHERE area_id = $area_id
ORDER BY
    award_year ASC,
    grants DESC,
    funder_name ASC,
    counted_in ASC
