-- The interval of the difference a - b of two independent means, by Welch's method.
-- mean_difference_lower(n_a, total_a, sum_squares_a, n_b, total_b, sum_squares_b, level), mean_difference_upper.
-- In the unit of the values; the level is 95 or 99.8 per cent. NULL when a group has fewer than two values, when there
-- is no spread in either, and for another level. welch_degrees: how many degrees of freedom there are.
--
-- Welch 1947, Biometrika 34:28. It does not ask that both groups spread alike; Delacre and others 2017 (doi
-- 10.5334/irsp.82) say why it is the better default.

CREATE OR REPLACE MACRO welch_degrees(error_a, n_a, error_b, n_b) AS
power(error_a + error_b, 2) / nullif(power(error_a, 2) / (n_a - 1) + power(error_b, 2) / (n_b - 1), 0);

-- An expression given to a macro is worked out wherever its parameter is named; FOR name IN [expression] does it once.

CREATE OR REPLACE MACRO mean_difference_margin(error_a, n_a, error_b, n_b, level) AS
[student_quantile(degrees, level) FOR degrees IN [welch_degrees(error_a, n_a, error_b, n_b)]][1]
* sqrt(error_a + error_b);

CREATE OR REPLACE MACRO mean_difference_lower(n_a, total_a, sum_squares_a, n_b, total_b, sum_squares_b, level) AS
total_a / n_a - total_b / n_b
- mean_difference_margin(
    sample_variance(n_a, total_a, sum_squares_a) / n_a, n_a,
    sample_variance(n_b, total_b, sum_squares_b) / n_b, n_b,
    level
);

CREATE OR REPLACE MACRO mean_difference_upper(n_a, total_a, sum_squares_a, n_b, total_b, sum_squares_b, level) AS
total_a / n_a - total_b / n_b
+ mean_difference_margin(
    sample_variance(n_a, total_a, sum_squares_a) / n_a, n_a,
    sample_variance(n_b, total_b, sum_squares_b) / n_b, n_b,
    level
);
