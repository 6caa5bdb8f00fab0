-- Measures over time for some places; $measures and $places hold their ids, separated by points. drawn_value is the
-- figure, or for a total of several areas the figure per area, so that it is not read as growth when more areas report.
-- is_thin marks where fewer than 30 areas, or fewer than half of a smaller group, make up a figure; is_full where at
-- least half as many do as in the place's fullest period; is_part_year marks a part
-- year, is_part_total a total or rate of one.

WITH member AS (
    SELECT
        place_id,
        count(*) AS areas
    FROM place_member
    GROUP BY place_id
)

SELECT
    figure.measure_id,
    figure.place_id,
    place.place_kind,
    figure.period,
    cast(left(figure.period, 4) AS DOUBLE) + CASE WHEN length(figure.period) > 4 THEN 0.75 ELSE 0.5 END AS time_at,
    figure.state,
    figure.value,
    CASE
        WHEN measure.kind IN ('count', 'money') AND measure.roll_up = 'sum' AND place.place_kind <> 'area'
            THEN figure.value / nullif(figure.areas_counted, 0)
        ELSE figure.value
    END AS drawn_value,
    figure.lower,
    figure.upper,
    figure.numerator,
    figure.denominator,
    figure.reliability,
    figure.band,
    figure.areas_counted,
    member.areas IS NOT NULL AND figure.areas_counted < least(30, member.areas / 2) AS is_thin,
    coalesce(measure_period.is_part_year, FALSE) AS is_part_year,
    coalesce(measure_period.is_part_total, FALSE) AS is_part_total,
    2 * figure.areas_counted
    >= max(figure.areas_counted) OVER (PARTITION BY figure.measure_id, figure.place_id) AS is_full
FROM indicator_value AS figure
INNER JOIN place ON figure.place_id = place.place_id
INNER JOIN measure ON figure.measure_id = measure.measure_id
LEFT JOIN measure_period
    ON figure.measure_id = measure_period.measure_id AND figure.period = measure_period.period
LEFT JOIN member ON figure.place_id = member.place_id
WHERE
    figure.measure_id IN (SELECT unnest(string_split($measures, '.')))
    AND figure.place_id IN (SELECT unnest(string_split($places, '.')))
    AND regexp_full_match(figure.period, '[0-9]{4}(-[0-9]{2})?')
ORDER BY
    figure.measure_id,
    figure.period,
    figure.place_id
