-- How much of the cash won in some areas comes from few wins and few areas. $areas joins the ids of the areas by a dot.
-- Shares are in per cent of the cash of bids, negotiated help and donations, as far as sums are known.

WITH chosen AS (
    SELECT unnest(string_split($areas, '.')) AS area_id
),

win AS (
    SELECT
        funding.area_id,
        funding.awarded_gbp::DECIMAL(18, 2) AS awarded_gbp,
        row_number() OVER (ORDER BY funding.awarded_gbp DESC) AS place
    FROM funding
    INNER JOIN chosen ON funding.area_id = chosen.area_id
    WHERE
        is_win(funding.outcome, funding.is_linked)
        AND won_as(funding.kind, funding.route) = 'cash'
        AND funding.awarded_gbp > 0
),

area_sum AS (
    SELECT
        sum(awarded_gbp) AS awarded_gbp,
        row_number() OVER (ORDER BY sum(awarded_gbp) DESC) AS place
    FROM win
    GROUP BY area_id
)

SELECT
    count(*) AS wins,
    (SELECT count(*) FROM area_sum) AS areas,
    sum(awarded_gbp)::DOUBLE AS cash_gbp,
    max(awarded_gbp)::DOUBLE AS largest_gbp,
    (100 * max(awarded_gbp) / sum(awarded_gbp))::DOUBLE AS largest_share,
    (100 * sum(awarded_gbp) FILTER (WHERE place <= 10) / sum(awarded_gbp))::DOUBLE AS ten_largest_share,
    (
        (SELECT 100 * sum(area_sum.awarded_gbp) FILTER (WHERE area_sum.place <= 3) FROM area_sum) / sum(awarded_gbp)
    )::DOUBLE AS three_areas_share
FROM win
