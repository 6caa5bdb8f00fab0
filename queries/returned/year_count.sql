-- How many meetings of each kind, and wins of each route and of any, are known of in each area, year and all years.
-- A win whose route is not told may be of any: it is no win of a route, but where there is no other, their number is
-- not known. known_amount says when there is none.

WITH asked AS (
    SELECT
        'meeting' AS table_name,
        unnest(['partnership', 'council liaison', 'community event']) AS kind
    UNION ALL
    SELECT
        'funding' AS table_name,
        unnest(['any route', 'bid', 'negotiated']) AS kind
),

dated AS (
    SELECT
        area_id,
        kind,
        unnest([strftime(met_on, '%Y'), 'all years']) AS period,
        TRUE AS is_of_kind
    FROM meeting
    UNION ALL
    SELECT
        funding.area_id,
        asked.kind,
        unnest([left(funding.decided_on, 4), 'all years']) AS period,
        asked.kind = 'any route' OR funding.route IS NOT NULL AS is_of_kind
    FROM funding
    INNER JOIN asked
        ON
            asked.table_name = 'funding'
            AND (asked.kind = 'any route' OR funding.route = asked.kind OR funding.route IS NULL)
    WHERE funding.outcome IN ('won', 'agreed') AND funding.is_linked
),

counted AS (
    SELECT
        area_id,
        kind,
        period,
        count(*) AS row_count,
        nullif(count(*) FILTER (WHERE is_of_kind), 0) AS amount
    FROM dated
    WHERE period IS NOT NULL
    GROUP BY
        area_id,
        kind,
        period
),

told AS (
    SELECT
        told_year.area_id,
        asked.kind,
        told_year.period,
        told_year.is_complete,
        told_year.lacks_return
    FROM told_year
    INNER JOIN asked ON told_year.table_name = asked.table_name
    WHERE told_year.first_month = 1
)

SELECT
    area_id,
    kind,
    period,
    known_amount(counted.amount, counted.row_count, told.is_complete, told.lacks_return) AS amount
FROM counted
FULL JOIN told USING (area_id, kind, period)
