-- Every figure that the reader may see, in one long table: areas as they are, groups added up from their areas,
-- whole regions and England as the measure's file gives them. lower and upper are its interval of 95 per cent.
-- reliability is 'low' or 'staff only' where few were counted. areas_counted says on how many areas it rests. band is
-- what is shown of a hidden share of enough people: '90% or more'.

SELECT
    figure.measure_id,
    figure.place_id,
    figure.period,
    figure.state,
    figure.numerator,
    figure.denominator,
    figure.sum_squares,
    CASE
        WHEN measure.roll_up = 'median' AND figure.areas_counted IS NOT NULL AND figure.numerator IS NULL
            THEN figure.middle
        ELSE figure(measure.kind, measure.per, figure.numerator, figure.denominator)
    END AS value,
    coalesce(
        figure_lower(
            measure.interval_by, measure.kind, measure.per, figure.numerator, figure.denominator, figure.sum_squares
        ),
        drawn.lower
    ) AS lower,
    coalesce(
        figure_upper(
            measure.interval_by, measure.kind, measure.per, figure.numerator, figure.denominator, figure.sum_squares
        ),
        drawn.upper
    ) AS upper,
    figure.reliability,
    figure.band,
    figure.areas_counted
FROM figure
INNER JOIN measure ON figure.measure_id = measure.measure_id
LEFT JOIN ratio_interval AS drawn
    ON
        figure.measure_id = drawn.measure_id
        AND figure.place_id = drawn.place_id
        AND figure.period = drawn.period
        AND figure.state = 'value'
ORDER BY
    figure.measure_id,
    figure.place_id,
    figure.period
