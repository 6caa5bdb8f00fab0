-- The newest period of each measure that is complete enough, by one rule for all pages: see measure_period.
-- Join it on measure_id and, for the newest year or round, on period; opens_on is the period that a page opens on: all
-- years where the measure has them, else the newest. The counts are those of period.

SELECT
    measure_id,
    max(period) FILTER (WHERE is_newest) AS period,
    coalesce(max(period) FILTER (WHERE period_kind = 'all years'), max(period) FILTER (WHERE is_newest)) AS opens_on,
    bool_or(is_newest AND is_part_year) AS is_part_year,
    max(areas_reported) FILTER (WHERE is_newest) AS areas_reported,
    max(areas_with_figure) FILTER (WHERE is_newest) AS areas_with_figure,
    max(areas_due) FILTER (WHERE is_newest) AS areas_due
FROM measure_period
GROUP BY measure_id
ORDER BY measure_id
