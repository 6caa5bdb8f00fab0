-- Whether a measure goes up or down over its last five points, in a word.
-- trend(points), proportion_trend(points): 'rising', 'falling', 'no clear change', or 'cannot say' with under five.
-- trend takes a list of {'time', 'value', 'variance'}, time first and in any order. The variance is the square of the
-- standard error; of an interval alone, that is (upper - lower) / (2 * normal_quantile(level)).
-- proportion_trend takes a list of {'time', 'numerator', 'denominator'}. Points without a value, or without a variance
-- or denominator above 0, are passed over. Times are numbers, so that missed years count. A new wording or method is a
-- break: give only the points since.
--
-- As the trend markers of Fingertips do (TrendMarkerCalculator.cs; PHEindicatormethods, TrendMarkers.R; public health
-- technical guidance, Fingertips trend markers): a line through the points, each weighing the more the more precise it
-- is. A change is clear when chi square, with one degree of freedom, is over 9.55 (99.8 per cent) and the line slopes
-- the same way whichever point is left out. For proportions the variance comes from all five together, so that chi
-- square is that of Armitage's test for trend (1955, Biometrics 11:375). Fingertips takes the way it slopes from the
-- log odds there; here it comes from the same line, so that 0 and 100 per cent need no exception.

-- An expression within a list comprehension is worked out anew for every element, and one in a macro wherever its
-- parameter is named; [... FOR name IN [expression]][1] works it out once.

CREATE OR REPLACE MACRO weighted_sums(points) AS
{
    'weight': list_sum([1 / point.variance FOR point IN points]),
    'time': list_sum([point.time / point.variance FOR point IN points]),
    'value': list_sum([point.value / point.variance FOR point IN points]),
    'time_time': list_sum([power(point.time, 2) / point.variance FOR point IN points]),
    'time_value': list_sum([point.time * point.value / point.variance FOR point IN points])
};

CREATE OR REPLACE MACRO spread_of_time(sums) AS
sums.weight * sums.time_time - power(sums.time, 2);

-- The change a unit of time, and the chi square of there being none. NULL when all points are of one time.

CREATE OR REPLACE MACRO weighted_slope(sums) AS
(sums.weight * sums.time_value - sums.time * sums.value) / nullif(spread_of_time(sums), 0);

CREATE OR REPLACE MACRO slope_chi_square(sums) AS
power(weighted_slope(sums), 2) * spread_of_time(sums) / sums.weight;

CREATE OR REPLACE MACRO trend_chi_square(points) AS
[slope_chi_square(sums) FOR sums IN [weighted_sums(points)]][1];

CREATE OR REPLACE MACRO without_each(points) AS
[[point FOR point, place IN points IF place <> left_out] FOR left_out IN range(1, len(points) + 1)];

CREATE OR REPLACE MACRO slopes_without_each(points) AS
[weighted_slope(sums) FOR sums IN [weighted_sums(rest) FOR rest IN without_each(points)]];

-- A slope of under a billionth of the largest value is no slope but what rounding leaves.

CREATE OR REPLACE MACRO smallest_slope(points) AS
list_max([abs(point.value) FOR point IN points]) / 1e9;

CREATE OR REPLACE MACRO trend_word(chi_square, slopes, smallest) AS
CASE
    WHEN chi_square > power(normal_quantile(99.8), 2) AND list_min(slopes) > smallest THEN 'rising'
    WHEN chi_square > power(normal_quantile(99.8), 2) AND list_max(slopes) + smallest < 0 THEN 'falling'
    ELSE 'no clear change'
END;

CREATE OR REPLACE MACRO trend_of_five(points) AS
CASE
    WHEN len(points) = 5
        THEN
            [
                trend_word(fit.chi_square, fit.slopes, fit.smallest)
                FOR fit IN [
                    {
                        'chi_square': trend_chi_square(points),
                        'slopes': slopes_without_each(points),
                        'smallest': smallest_slope(points)
                    }
                ]
            ][1]
    ELSE 'cannot say'
END;

CREATE OR REPLACE MACRO last_five(points) AS list_sort(points)[-5:];

CREATE OR REPLACE MACRO trend(points) AS
coalesce(
    [
        trend_of_five(five)
        FOR five IN [last_five([point FOR point IN points IF point.value IS NOT NULL AND point.variance > 0])]
    ][1],
    'cannot say'
);

CREATE OR REPLACE MACRO pooled_share(points) AS
list_sum([point.numerator FOR point IN points]) / list_sum([point.denominator FOR point IN points]);

-- A share of 0 or 1 in all points has no variance, but is no change.

CREATE OR REPLACE MACRO proportion_points(points, share) AS
[
    {
        'time': point.time,
        'value': point.numerator / point.denominator,
        'variance': CASE WHEN share > 0 AND share < 1 THEN share * (1 - share) ELSE 1 END / point.denominator
    }
    FOR point IN points
];

CREATE OR REPLACE MACRO with_pooled_variance(five) AS
[proportion_points(five, share) FOR share IN [pooled_share(five)]][1];

CREATE OR REPLACE MACRO proportion_trend(points) AS
coalesce(
    [
        trend_of_five(even)
        FOR even IN [
            with_pooled_variance(five)
            FOR five IN [
                last_five([point FOR point IN points IF point.numerator IS NOT NULL AND point.denominator > 0])
            ]
        ]
    ][1],
    'cannot say'
);
