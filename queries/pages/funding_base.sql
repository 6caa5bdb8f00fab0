-- The number of records of funding of some areas, and of those that lack what a figure needs. $areas joins the ids of
-- the areas by a dot. What counts as won is in the macros is_win and won_as; wins are those that are not apart.

WITH chosen AS (
    SELECT unnest(string_split($areas, '.')) AS area_id
),

record AS (
    SELECT
        funding.area_id,
        funding.is_linked,
        funding.route,
        funding.kind,
        funding.awarded_gbp,
        funding.hours,
        funding.decided_on,
        CASE WHEN is_win(funding.outcome, funding.is_linked) THEN won_as(funding.kind, funding.route) END AS won_as
    FROM funding
    INNER JOIN chosen ON funding.area_id = chosen.area_id
)

SELECT
    count(*) AS records,
    count(DISTINCT area_id) AS areas,
    count(*) FILTER (WHERE is_linked) AS linked,
    count(*) FILTER (WHERE NOT is_linked) AS not_linked,
    count(*) FILTER (WHERE is_linked IS NULL) AS link_not_stated,
    count(*) FILTER (WHERE NOT is_won_apart(won_as)) AS wins,
    count(*) FILTER (WHERE NOT is_won_apart(won_as) AND decided_on IS NULL) AS wins_without_date,
    count(*) FILTER (WHERE won_as = 'cash') AS cash_wins,
    count(*) FILTER (WHERE won_as = 'cash' AND awarded_gbp IS NULL) AS cash_without_sum,
    count(*) FILTER (WHERE won_as = 'cash' AND decided_on IS NULL) AS cash_without_date,
    coalesce(sum(awarded_gbp::DECIMAL(18, 2)) FILTER (WHERE won_as = 'cash' AND decided_on IS NULL), 0)::DOUBLE
        AS cash_without_date_gbp,
    count(*) FILTER (WHERE won_as = 'in kind') AS in_kind_wins,
    count(*) FILTER (WHERE won_as = 'in kind' AND awarded_gbp IS NULL) AS in_kind_without_value,
    count(*) FILTER (WHERE won_as = 'time') AS time_wins,
    count(*) FILTER (WHERE won_as = 'time' AND hours IS NULL) AS time_without_hours,
    count(*) FILTER (WHERE won_as = 'not stated') AS kind_not_stated,
    count(*) FILTER (WHERE won_as = 'loan or investment') AS paid_back_wins,
    coalesce(sum(awarded_gbp::DECIMAL(18, 2)) FILTER (WHERE won_as = 'loan or investment'), 0)::DOUBLE AS paid_back_gbp,
    count(*) FILTER (WHERE won_as = 'contract') AS contract_wins,
    coalesce(sum(awarded_gbp::DECIMAL(18, 2)) FILTER (WHERE won_as = 'contract'), 0)::DOUBLE AS contract_gbp
FROM record
