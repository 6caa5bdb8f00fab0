-- Members are those of the review before, and those who joined, less those who left.
-- table: review
-- severity: warning
-- mend: Look at joined and left; leave them empty where nobody knows.

WITH ordered AS (
    SELECT
        area_id,
        review_date,
        members,
        joined_since,
        left_since,
        lag(members) OVER (PARTITION BY area_id ORDER BY review_date) AS members_before
    FROM review
)

SELECT
    area_id,
    review_date,
    members_before || ' members before, ' || joined_since || ' joined, ' || left_since || ' left, yet '
    || members || ' members now' AS says
FROM ordered
WHERE members_before + joined_since - left_since <> members
