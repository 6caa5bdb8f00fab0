-- order: 69
-- name: Attendances by the three most frequent members
-- short: Dependence on few
-- topic: Participation
-- unit: % of members' attendances
-- in words: in {area}, {value} of the members' attendances at partnership meetings were by the three who came most
-- kind: proportion
-- direction: lower better
-- counts people: denominator
-- interval: none
-- roll up: none
-- due: while open
-- who may see it: staff
-- per: 1
-- decimals: 0
-- minimum base: 8
-- sources: returns
-- method: Attendances, one for each member at each meeting listed as “partnership”, of the three members who came most
--   often in the calendar year, as a share of the attendances of all members in that year. Only years in which at least
--   8 different members came are counted.
-- caveat: With 8 members who all come equally often it is 38%, and with 12 it is 25%, so a small partnership has a high
--   figure even if nobody stands out. Attendance does not show who did the work. Few areas keep such lists.

WITH came AS (
    SELECT
        area_id,
        strftime(met_on, '%Y') AS period,
        count(*) AS attendances,
        row_number() OVER (PARTITION BY area_id, strftime(met_on, '%Y') ORDER BY count(*) DESC, member_key) AS place
    FROM attendance
    WHERE kind = 'partnership'
    GROUP BY
        area_id,
        strftime(met_on, '%Y'),
        member_key
)

SELECT
    area_id AS place_id,
    period,
    sum(attendances) FILTER (WHERE place <= 3) AS numerator,
    sum(attendances) AS denominator
FROM came
GROUP BY
    area_id,
    period
HAVING count(*) >= 8
