-- One measure by year of the plan for some places, whose ids $places holds, separated by points: year 1 is the
-- calendar year in which an area's first plan was endorsed (see first_plan). The columns are those of trends_figures;
-- planned_areas is the number of areas whose first plan has a dated endorsement. Not for measures that count people.

WITH member AS (
    SELECT
        place_id,
        count(*) AS areas
    FROM place_member
    GROUP BY place_id
),

figure AS (
    SELECT
        measure_id,
        place_id,
        plan_year,
        'value' AS state,
        value,
        lower,
        upper,
        numerator,
        denominator,
        '' AS reliability,
        areas_counted
    FROM plan_year
    UNION ALL
    SELECT
        area.measure_id,
        area.area_id AS place_id,
        cast(area.period AS BIGINT) - first_plan.year_one + 1 AS plan_year,
        area.state,
        area.value,
        area.lower,
        area.upper,
        area.numerator,
        area.denominator,
        area.reliability,
        CASE WHEN area.state = 'value' THEN 1 ELSE 0 END AS areas_counted
    FROM indicator_area AS area
    INNER JOIN first_plan ON area.area_id = first_plan.area_id
    INNER JOIN measure
        ON
            area.measure_id = measure.measure_id
            AND measure.counts_people = 'no'
            AND measure.roll_up = 'sum'
            AND measure.sources = 'returns'
    WHERE
        regexp_full_match(area.period, '[0-9]{4}')
        AND cast(area.period AS BIGINT) >= first_plan.year_one
)

SELECT
    figure.place_id,
    place.place_kind,
    'Year ' || figure.plan_year AS period,
    cast(figure.plan_year AS DOUBLE) AS time_at,
    figure.state,
    figure.value,
    CASE
        WHEN measure.kind IN ('count', 'money') AND place.place_kind <> 'area'
            THEN figure.value / nullif(figure.areas_counted, 0)
        ELSE figure.value
    END AS drawn_value,
    figure.lower,
    figure.upper,
    figure.numerator,
    figure.denominator,
    figure.reliability,
    figure.areas_counted,
    member.areas IS NOT NULL AND figure.areas_counted < least(30, member.areas / 2) AS is_thin,
    FALSE AS is_part_year,
    FALSE AS is_part_total,
    2 * figure.areas_counted >= max(figure.areas_counted) OVER (PARTITION BY figure.place_id) AS is_full,
    (SELECT count(dated.year_one) FROM first_plan AS dated) AS planned_areas
FROM figure
INNER JOIN place ON figure.place_id = place.place_id
INNER JOIN measure ON figure.measure_id = measure.measure_id
LEFT JOIN member ON figure.place_id = member.place_id
WHERE
    figure.measure_id = $measure_id
    AND figure.place_id IN (SELECT unnest(string_split($places, '.')))
ORDER BY
    figure.plan_year,
    figure.place_id
