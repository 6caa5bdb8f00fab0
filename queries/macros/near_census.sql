-- Whether so many of a small, known population answered that a figure is nearly a count of all of them.
-- is_near_census(answered, population, share): true when at least that share answered; 0.8 when not given. NULL without
-- a population above 0, and when more answered than there are: the population is then not what it seems.
--
-- 80 per cent is the response below which the standards for surveys of the United States government ask for a study of
-- those who did not answer (Office of Management and Budget 2006; https://www.fcsm.gov/groups/nonresponse-bias/).
-- The interval of such a figure says how much it would vary from time to time, not how far those who answered differ
-- from all.

CREATE OR REPLACE MACRO is_near_census(answered, population, share := 0.8) AS
CASE WHEN population > 0 AND answered BETWEEN 0 AND population THEN answered >= share * population END;
