-- Whether one measure was higher or lower late in the plans than early, on the same areas of the programme.

SELECT
    from_year,
    to_year,
    areas,
    early_value,
    late_value,
    changed_by,
    change_lower,
    change_upper,
    verdict
FROM plan_change
WHERE measure_id = $measure_id
