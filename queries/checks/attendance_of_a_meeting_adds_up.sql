-- No group at a meeting is larger than all who were there.
-- table: meeting
-- severity: error
-- mend: Mend the wrong count, or clear people present where nobody counted everybody.

SELECT
    area_id,
    met_on,
    kind,
    CASE
        WHEN resident_members_present > members_present
            THEN resident_members_present || ' resident members among ' || members_present || ' members'
        WHEN resident_members_present > people_present
            THEN resident_members_present || ' resident members among ' || people_present || ' people'
        WHEN first_timers > people_present THEN first_timers || ' first-timers among ' || people_present || ' people'
        ELSE
            'members, councillors, officers and partners are '
            || coalesce(members_present, 0) + coalesce(councillors_present, 0)
            + coalesce(officers_present, 0) + coalesce(partners_present, 0)
            || ', more than the ' || people_present || ' people present'
    END AS says
FROM meeting
WHERE
    resident_members_present > members_present
    OR resident_members_present > people_present
    OR first_timers > people_present
    OR coalesce(members_present, 0) + coalesce(councillors_present, 0) + coalesce(officers_present, 0)
    + coalesce(partners_present, 0) > people_present
