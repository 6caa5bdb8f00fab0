-- Which returns each area has sent, as everyone may see it: no load of rows about people is named, nor when it came.
-- Those are the tables of which the rows are not counted.

SELECT DISTINCT
    table_name,
    area_id,
    CASE WHEN row_count IS NOT NULL THEN load END AS load, -- noqa: RF04
    row_count
FROM staff.returned
