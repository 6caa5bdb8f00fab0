-- The last review of each partnership in each calendar year.

SELECT
    area_id,
    strftime(review_date, '%Y') AS period,
    members,
    resident_members,
    women,
    joined_since
FROM review
QUALIFY row_number() OVER (PARTITION BY area_id, year(review_date) ORDER BY review_date DESC) = 1
