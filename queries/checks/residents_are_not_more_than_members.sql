-- Residents and women among the members are not more than the members.
-- table: review
-- severity: error
-- mend: Mend the wrong count.

SELECT
    area_id,
    review_date,
    CASE
        WHEN resident_members > members THEN resident_members || ' residents among ' || members || ' members'
        ELSE women || ' women among ' || members || ' members'
    END AS says
FROM review
WHERE resident_members > members OR women > members
