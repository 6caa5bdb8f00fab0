-- The periods of each measure: which of them are part years, which are complete enough, and which one is the newest.
-- Join it to mark part years in a menu or a chart; for the newest period itself use newest_period.
--
-- A part year is a calendar or financial year of returns that was not over on the day of the build (ends_on is its
-- last day; rounds of surveys, editions, spans of years and all years have none), or a year that the measure itself
-- declares so. is_part_total marks a total or rate of one, which is none of a year and neither drawn nor compared,
-- unless the measure has no whole year yet.
--
-- areas_reported counts the areas with a figure, shown or suppressed; areas_with_figure those with a
-- figure to show; areas_due those from which it was due. A period is complete enough when at least half of the areas
-- from which it was due reported it. Some measures fewer than half of the areas ever report, such as a survey of 20
-- areas: of these, when at least half as many did as in the fullest period. The newest is the last whole period that
-- is complete enough; a part year comes only where there is no whole one, a span or all years only where there are no
-- single periods.

WITH counted AS (
    SELECT
        figure.measure_id,
        figure.period,
        CASE
            WHEN figure.period = 'all years' THEN 'all years'
            WHEN contains(figure.period, ' to ') THEN 'span'
            WHEN figure.period = 'no returns yet' THEN 'none'
            ELSE 'single'
        END AS period_kind,
        CASE WHEN measure.sources = 'returns' AND measure.asks = '' THEN year_ends(figure.period) END AS ends_on,
        coalesce(ends_on >= any_value(build.built_at)::DATE, FALSE)
        OR list_contains(string_split(any_value(measure.part_years), ', '), figure.period) AS is_part_year,
        any_value(measure.kind) IN ('count', 'money', 'rate') AS grows_in_a_year,
        count(*) FILTER (WHERE figure.state NOT IN ('not reported', 'not due')) AS areas_reported,
        count(*) FILTER (WHERE figure.state = 'value') AS areas_with_figure,
        count(*) FILTER (WHERE figure.state <> 'not due') AS areas_due
    FROM indicator_area AS figure
    INNER JOIN measure ON figure.measure_id = measure.measure_id
    CROSS JOIN build
    GROUP BY
        figure.measure_id,
        figure.period,
        period_kind,
        ends_on
),

judged AS (
    SELECT
        *,
        is_part_year
        AND grows_in_a_year
        AND coalesce(
            max(areas_reported)
            FILTER (WHERE NOT is_part_year AND period_kind = 'single')
                OVER (PARTITION BY measure_id),
            0
        ) > 0 AS is_part_total,
        max(areas_reported) OVER (PARTITION BY measure_id, period_kind, is_part_year) AS most_reported,
        areas_reported > 0 AND 2 * areas_reported >= least(areas_due, most_reported) AS is_complete_enough
    FROM counted
)

SELECT
    measure_id,
    period,
    period_kind,
    ends_on,
    is_part_year,
    is_part_total,
    areas_reported,
    areas_with_figure,
    areas_due,
    is_complete_enough,
    row_number() OVER (
        PARTITION BY measure_id
        ORDER BY
            list_position(['single', 'span', 'all years', 'none'], period_kind) ASC,
            is_part_year ASC,
            is_complete_enough DESC,
            period DESC
    ) = 1 AS is_newest
FROM judged
ORDER BY
    measure_id,
    period
