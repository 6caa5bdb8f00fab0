-- The plans of one area, first to last.

SELECT
    from_date,
    to_date,
    endorsed_on,
    vision,
    priorities
FROM plan
WHERE area_id = $area_id
ORDER BY
    from_date,
    endorsed_on
