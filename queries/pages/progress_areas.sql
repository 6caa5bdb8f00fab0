-- What each area was awarded, planned, was paid, spent and handed back, with the state of each figure that is made from
-- returns; 'not reported' where it has no row.

WITH awarded AS (
    SELECT
        area_id,
        sum(amount_gbp::DECIMAL(18, 2)) AS awarded_gbp
    FROM allocation
    GROUP BY area_id
),

used AS (
    SELECT
        area_id,
        sum(planned_gbp::DECIMAL(18, 2)) AS planned_gbp,
        sum(paid_to_host_gbp::DECIMAL(18, 2)) AS paid_gbp
    FROM spending
    GROUP BY area_id
),

reported AS (
    SELECT
        area_id,
        measure_id,
        state,
        value
    FROM indicator_area
    WHERE
        period = 'all years'
        AND measure_id IN ('spent_gbp', 'spent_share', 'returned_gbp')
)

SELECT
    area.area_id,
    awarded.awarded_gbp,
    used.planned_gbp,
    used.paid_gbp,
    spent.value AS spent_gbp,
    coalesce(spent.state, 'not reported') AS spent_state,
    portion.value AS spent_share,
    coalesce(portion.state, 'not reported') AS share_state,
    handed.value AS returned_gbp,
    coalesce(handed.state, 'not reported') AS returned_state
FROM area
LEFT JOIN awarded ON area.area_id = awarded.area_id
LEFT JOIN used ON area.area_id = used.area_id
LEFT JOIN reported AS spent ON area.area_id = spent.area_id AND spent.measure_id = 'spent_gbp'
LEFT JOIN reported AS portion ON area.area_id = portion.area_id AND portion.measure_id = 'spent_share'
LEFT JOIN reported AS handed ON area.area_id = handed.area_id AND handed.measure_id = 'returned_gbp'
ORDER BY area.area_id
