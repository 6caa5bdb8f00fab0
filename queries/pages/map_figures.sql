-- One measure in one period for every area: the figure, its interval and its parts, or the reason why there is none;
-- its place in the funnel about the figure of all areas, and its range of ranks.

SELECT
    figure.area_id,
    figure.state,
    figure.value,
    figure.lower,
    figure.upper,
    figure.numerator,
    figure.denominator,
    figure.reliability,
    figure.band,
    funnel.verdict,
    funnel.side,
    rank_range.rank_lower,
    rank_range.rank_upper,
    rank_range.ranked
FROM indicator_area AS figure
LEFT JOIN funnel
    ON
        figure.measure_id = funnel.measure_id
        AND figure.period = funnel.period
        AND figure.area_id = funnel.area_id
LEFT JOIN rank_range
    ON
        figure.measure_id = rank_range.measure_id
        AND figure.period = rank_range.period
        AND figure.area_id = rank_range.area_id
WHERE figure.measure_id = $measure_id AND figure.period = $period
ORDER BY figure.area_id
