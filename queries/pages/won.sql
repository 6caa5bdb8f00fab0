-- What some areas won, a row for each kind of help: wins, the areas that had any, pounds and hours. Rows that are apart
-- are not in the count of wins: loans and investment are paid back, contracts pay for work. See the macro won_as.
-- wins_without_amount have no sum, or no hours where the help is time. $areas joins the ids of the areas by a dot.

WITH win AS (
    SELECT
        area_id,
        awarded_gbp,
        hours,
        won_as(kind, route) AS won_as
    FROM funding
    WHERE is_win(outcome, is_linked) AND area_id IN (SELECT unnest(string_split($areas, '.')))
)

SELECT
    won_as,
    is_won_apart(won_as) AS is_apart,
    count(*) AS wins,
    count(DISTINCT area_id) AS areas,
    sum(awarded_gbp::DECIMAL(18, 2)) FILTER (WHERE won_as <> 'time')::DOUBLE AS awarded_gbp,
    sum(hours::DECIMAL(18, 2)) FILTER (WHERE won_as = 'time')::DOUBLE AS hours,
    count(*) FILTER (WHERE CASE won_as WHEN 'time' THEN hours ELSE awarded_gbp END IS NULL) AS wins_without_amount
FROM win
GROUP BY won_as
ORDER BY list_position(['cash', 'in kind', 'time', 'not stated', 'loan or investment', 'contract'], won_as)
