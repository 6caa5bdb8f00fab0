-- The figures of one area over time, with those of all areas together, for one measure.

SELECT
    figure.period,
    figure.state,
    figure.value,
    figure.lower,
    figure.upper,
    figure.numerator,
    figure.denominator,
    figure.reliability,
    figure.band,
    beside.value AS programme_value,
    beside.areas_counted AS programme_areas,
    series_break.period IS NOT NULL AS is_new_wording
FROM indicator_area AS figure
LEFT JOIN indicator_value AS beside
    ON
        figure.measure_id = beside.measure_id
        AND figure.period = beside.period
        AND beside.place_id = 'programme:all'
        AND beside.state = 'value'
LEFT JOIN series_break ON figure.measure_id = series_break.measure_id AND figure.period = series_break.period
WHERE
    figure.area_id = $area_id
    AND figure.measure_id = $measure_id
    AND regexp_full_match(figure.period, '[0-9]{4}(-[0-9]{2})?')
    AND figure.period NOT IN (
        SELECT part.period
        FROM measure_period AS part
        WHERE part.measure_id = $measure_id AND part.is_part_total
    )
ORDER BY figure.period
