-- What counts as won, by one rule for all pages and measures.
-- is_win(outcome, is_linked), won_as(kind, route), is_won_apart(won_as).
-- How to use them: on rows of the table funding. Count as wins the rows where is_win is true and is_won_apart is not;
-- add up pounds or hours by won_as, never over several. queries/pages/won.sql does so for any areas.
--
-- A win is help that was won or agreed and is declared to be linked to the programme. won_as is 'cash' (funding won),
-- 'in kind', 'time', or 'not stated' where the return does not say enough; and, apart in count and money, 'loan or
-- investment', which is paid back, and 'contract', which pays for work.

CREATE OR REPLACE MACRO is_win(outcome, is_linked) AS coalesce(outcome IN ('won', 'agreed') AND is_linked, FALSE);

CREATE OR REPLACE MACRO won_as(kind, route) AS
CASE
    WHEN route IN ('loan', 'investment') THEN 'loan or investment'
    WHEN route = 'contract' THEN 'contract'
    WHEN kind IN ('in kind', 'time') THEN kind
    WHEN kind = 'cash' AND route IN ('bid', 'negotiated', 'donation') THEN 'cash'
    ELSE 'not stated'
END;

CREATE OR REPLACE MACRO is_won_apart(won_as) AS won_as IN ('loan or investment', 'contract');
