-- The interval of a mean by Student's t: mean_lower(n, total, sum_squares, level), mean_upper.
-- n is how many values there are, total their sum, sum_squares the sum of their squares; the level is 95 or 99.8 per
-- cent. In the unit of the values. NULL for fewer than two values and for another level.
-- Altman and others, Statistics with Confidence (2nd edition, 2000), chapter 4.
--
-- The paired t test is the same: for the same areas at two times, give the number of areas with both values, the sum of
-- their differences and the sum of the squares of the differences, and see whether the interval leaves out 0.
-- Values whose spread is a hundred-thousandth of their size or less lose digits: take off a round number first.

CREATE OR REPLACE MACRO sample_variance(n, total, sum_squares) AS
CASE
    WHEN n > 1 AND total IS NOT NULL AND sum_squares IS NOT NULL
        -- rounding can leave a hair less than nothing
        THEN greatest((sum_squares - power(total, 2) / n) / (n - 1), 0)
END;

CREATE OR REPLACE MACRO mean_lower(n, total, sum_squares, level) AS
total / n - student_quantile(n - 1, level) * sqrt(sample_variance(n, total, sum_squares) / n);

CREATE OR REPLACE MACRO mean_upper(n, total, sum_squares, level) AS
total / n + student_quantile(n - 1, level) * sqrt(sample_variance(n, total, sum_squares) / n);
