-- order: 100
-- name: Meetings with a councillor or council officer present
-- short: Council present
-- topic: Council relationship
-- unit: % of meetings with attendance by role
-- in words: in {area}, a councillor (not a partnership member) or council officer was at {value} of the meetings that
--   recorded attendance by role
-- kind: proportion
-- direction: none
-- counts people: no
-- interval: wilson
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: Meetings at which at least one councillor who is not a member of the partnership, or one council officer,
--   was present, as a share of the meetings of every kind that recorded attendance by role.
-- caveat: Liaison meetings always involve the council, so an area that holds many has a higher share. Some partnerships
--   wanted the council at the table and some at arm's length, so neither higher nor lower is better.

WITH dated AS (
    SELECT
        area_id,
        greatest(councillors_present, officers_present) > 0 AS has_council,
        unnest([strftime(met_on, '%Y'), 'all years']) AS period
    FROM meeting
    WHERE councillors_present IS NOT NULL OR officers_present IS NOT NULL
)

SELECT
    area_id AS place_id,
    period,
    count(*) FILTER (WHERE has_council) AS numerator,
    count(*) AS denominator
FROM dated
GROUP BY
    area_id,
    period
