-- The newest period of each measure that is complete enough, the period that a page opens on, and whether the newest is
-- a part year: see newest_period.

SELECT
    newest.measure_id,
    newest.period,
    newest.opens_on,
    newest.is_part_year,
    newest.areas_reported,
    newest.areas_with_figure,
    newest.areas_due
FROM newest_period AS newest
INNER JOIN measure ON newest.measure_id = measure.measure_id
ORDER BY measure.order_number, newest.measure_id
