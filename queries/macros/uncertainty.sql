-- The 95 per cent interval of a figure by the method its measure names, in the unit of the measure.
-- figure_lower(method, kind, per, numerator, denominator, sum_squares), figure_upper: wilson for shares of counted
-- things, byar for rates and counts of events, t for means. NULL where the measure names none, or where its interval is
-- worked out by drawing.

CREATE OR REPLACE MACRO figure_lower(method, kind, per, numerator, denominator, sum_squares) AS
CASE
    WHEN method = 'wilson' THEN 100 * wilson_lower(numerator, denominator, normal_quantile(95))
    WHEN method = 'byar' AND kind = 'count' THEN count_lower(numerator, 95)
    WHEN method = 'byar' THEN rate_lower(numerator, denominator, per, 95)
    WHEN method = 't' THEN per * mean_lower(denominator, numerator, sum_squares, 95)
END;

CREATE OR REPLACE MACRO figure_upper(method, kind, per, numerator, denominator, sum_squares) AS
CASE
    WHEN method = 'wilson' THEN 100 * wilson_upper(numerator, denominator, normal_quantile(95))
    WHEN method = 'byar' AND kind = 'count' THEN count_upper(numerator, 95)
    WHEN method = 'byar' THEN rate_upper(numerator, denominator, per, 95)
    WHEN method = 't' THEN per * mean_upper(denominator, numerator, sum_squares, 95)
END;

-- The interval of the difference a - b of two figures of one measure: each a struct of numerator, denominator and
-- sum_squares. NULL for counts and sums of money, which no place's size makes alike, and for ratios of sums.

CREATE OR REPLACE MACRO figures_differ_lower(method, kind, per, a, b, level) AS
CASE
    WHEN method = 'wilson'
        THEN
            100 * proportion_difference_lower(
                a.numerator, a.denominator, b.numerator, b.denominator, normal_quantile(level)
            )
    WHEN method = 'byar' AND kind <> 'count'
        THEN rate_difference_lower(a.numerator, a.denominator, b.numerator, b.denominator, per, level)
    WHEN method = 't'
        THEN
            per * mean_difference_lower(
                a.denominator, a.numerator, a.sum_squares, b.denominator, b.numerator, b.sum_squares, level
            )
END;

CREATE OR REPLACE MACRO figures_differ_upper(method, kind, per, a, b, level) AS
CASE
    WHEN method = 'wilson'
        THEN
            100 * proportion_difference_upper(
                a.numerator, a.denominator, b.numerator, b.denominator, normal_quantile(level)
            )
    WHEN method = 'byar' AND kind <> 'count'
        THEN rate_difference_upper(a.numerator, a.denominator, b.numerator, b.denominator, per, level)
    WHEN method = 't'
        THEN
            per * mean_difference_upper(
                a.denominator, a.numerator, a.sum_squares, b.denominator, b.numerator, b.sum_squares, level
            )
END;

-- Whether enough were counted in one place to hold its figure against another: of fewer than 5, one would decide.

CREATE OR REPLACE MACRO is_enough(method, denominator) AS method <> 'wilson' OR denominator >= 5;
