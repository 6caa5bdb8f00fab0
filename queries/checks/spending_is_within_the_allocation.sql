-- An area has not spent more than it was given, where its allocations are known.
-- table: spending
-- severity: warning
-- mend: See whether a line stands twice, or whether an allocation is missing.

WITH given AS (
    SELECT
        area_id,
        sum(amount_gbp) AS given_gbp
    FROM allocation
    GROUP BY area_id
),

spent AS (
    SELECT
        area_id,
        sum(spent_gbp) AS spent_gbp
    FROM spending
    GROUP BY area_id
)

SELECT
    spending.area_id,
    spending.period_start,
    spending.period_end,
    spending.budget_line,
    'with this the area has spent £' || format('{:,.0f}', spent.spent_gbp)
    || ' of the £' || format('{:,.0f}', given.given_gbp) || ' it was given' AS says
FROM spending
INNER JOIN spent ON spending.area_id = spent.area_id
INNER JOIN given ON spending.area_id = given.area_id AND spent.spent_gbp > given.given_gbp
QUALIFY
    row_number() OVER (PARTITION BY spending.area_id ORDER BY spending.period_end DESC, spending.budget_line ASC) = 1
