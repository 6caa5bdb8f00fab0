-- The number of records of funding of some areas, and of those that lack what a figure needs. $areas joins the ids of
-- the areas by a dot. A win is help that was won or agreed and is declared to be linked to the programme.

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
        funding.is_linked AND funding.outcome IN ('won', 'agreed') AS is_win,
        is_win AND funding.kind = 'cash' AND funding.route IN ('bid', 'negotiated', 'donation') AS is_cash,
        is_win AND funding.kind = 'cash' AND funding.route IN ('loan', 'investment') AS is_paid_back,
        is_win AND funding.kind = 'cash' AND funding.route = 'contract' AS is_contract
    FROM funding
    INNER JOIN chosen ON funding.area_id = chosen.area_id
)

SELECT
    count(*) AS records,
    count(DISTINCT area_id) AS areas,
    count(*) FILTER (WHERE is_linked) AS linked,
    count(*) FILTER (WHERE NOT is_linked) AS not_linked,
    count(*) FILTER (WHERE is_linked IS NULL) AS link_not_stated,
    count(*) FILTER (WHERE is_win) AS wins,
    count(*) FILTER (WHERE is_win AND decided_on IS NULL) AS wins_without_date,
    count(*) FILTER (WHERE is_cash) AS cash_wins,
    count(*) FILTER (WHERE is_cash AND awarded_gbp IS NULL) AS cash_without_sum,
    count(*) FILTER (WHERE is_cash AND decided_on IS NULL) AS cash_without_date,
    coalesce(sum(awarded_gbp::DECIMAL(18, 2)) FILTER (WHERE is_cash AND decided_on IS NULL), 0)::DOUBLE
        AS cash_without_date_gbp,
    count(*) FILTER (WHERE is_win AND kind = 'in kind') AS in_kind_wins,
    count(*) FILTER (WHERE is_win AND kind = 'in kind' AND awarded_gbp IS NULL) AS in_kind_without_value,
    count(*) FILTER (WHERE is_win AND kind = 'time') AS time_wins,
    count(*) FILTER (WHERE is_win AND kind = 'time' AND hours IS NULL) AS time_without_hours,
    count(*) FILTER (WHERE is_win AND kind IS NULL) AS kind_not_stated,
    count(*) FILTER (WHERE is_paid_back) AS paid_back_wins,
    coalesce(sum(awarded_gbp::DECIMAL(18, 2)) FILTER (WHERE is_paid_back), 0)::DOUBLE AS paid_back_gbp,
    count(*) FILTER (WHERE is_contract) AS contract_wins,
    coalesce(sum(awarded_gbp::DECIMAL(18, 2)) FILTER (WHERE is_contract), 0)::DOUBLE AS contract_gbp
FROM record
