-- Funding is decided after it is submitted, as far as the dates are known.
-- table: funding
-- severity: error
-- mend: Swap the two dates, or mend the wrong one.

SELECT
    area_id,
    project,
    source_name,
    'it was decided in ' || decided_on || ', before it was submitted in ' || submitted_on AS says
FROM funding
WHERE
    left(decided_on, least(length(decided_on), length(submitted_on)))
    < left(submitted_on, least(length(decided_on), length(submitted_on)))
