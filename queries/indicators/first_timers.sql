-- order: 63
-- name: People at community events who came for the first time
-- short: First-timers
-- topic: Participation
-- unit: % of people at events
-- in words: in {area}, {value} of the people at community events were there for the first time
-- kind: proportion
-- direction: none
-- counts people: denominator
-- interval: wilson
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 0
-- minimum base: 1
-- sources: returns
-- method: First-timers as a share of all people present, at the community events of the calendar year that counted
--   both.
-- caveat: Neither higher nor lower is better: both new faces and people who come back are good. A person who came to
--   two events counts twice. People say themselves whether they are new, or the hosts estimate it.

SELECT
    area_id AS place_id,
    strftime(met_on, '%Y') AS period,
    sum(first_timers) AS numerator,
    sum(people_present) AS denominator
FROM meeting
WHERE kind = 'community event' AND first_timers IS NOT NULL AND people_present IS NOT NULL
GROUP BY
    area_id,
    strftime(met_on, '%Y')
HAVING sum(people_present) > 0
