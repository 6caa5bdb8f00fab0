-- The measures and periods in which the chosen areas and groups can be compared, best first; $areas joins their ids by
-- points. With $measure_id empty, those of participation and funding: one whose figures have an interval before one
-- without, one with a base of 10 or more before one of fewer, then the one that most of the chosen have, in its newest
-- period that is complete enough. The first of the chosen has a figure in each.

WITH chosen AS (
    SELECT string_split($areas, '.') AS ids
)

SELECT
    figure.measure_id,
    figure.period,
    count(*) AS places
FROM indicator_value AS figure
INNER JOIN measure ON figure.measure_id = measure.measure_id
INNER JOIN measure_period AS dated ON figure.measure_id = dated.measure_id AND figure.period = dated.period
CROSS JOIN chosen
WHERE
    list_contains(chosen.ids, figure.place_id)
    AND figure.state = 'value'
    AND NOT dated.is_part_total
    AND dated.period_kind <> 'span'
    AND CASE
        WHEN $measure_id = '' THEN measure.topic IN ('Participation', 'Funding wins') AND measure.kind <> 'count'
        ELSE figure.measure_id = $measure_id
    END
GROUP BY
    figure.measure_id,
    figure.period,
    measure.interval_by,
    measure.order_number,
    dated.is_newest
HAVING bool_or(figure.place_id = chosen.ids[1]) AND count(*) > 1
ORDER BY
    measure.interval_by = 'none' ASC,
    coalesce(min(figure.denominator) >= 10, FALSE) DESC,
    places DESC,
    dated.is_newest DESC,
    figure.period DESC,
    measure.order_number ASC,
    figure.measure_id ASC
