-- The first plan of each area, the one that begins first, and the calendar year in which it was endorsed (year_one):
-- year 1 of the plan. Where the day of its endorsement is not known, there is no year_one: neither the first day of the
-- plan nor the endorsement of a later one takes its place.

SELECT
    area_id,
    from_date,
    endorsed_on,
    year(endorsed_on) AS year_one
FROM plan
QUALIFY row_number() OVER (PARTITION BY area_id ORDER BY from_date) = 1
ORDER BY area_id
