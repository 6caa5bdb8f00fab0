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
-- method: First-timers as a share of all people present, over the community events of the calendar year that counted
--   both.
-- caveat: No direction is given: new faces are good, and so are people who come back. A person who came to two events
--   counts twice. Who is new is told by the people themselves or guessed by the hosts.

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
