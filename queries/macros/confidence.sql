-- How many standard errors an interval is wide on each side, for a level of 95 or 99.8 per cent.
-- normal_quantile(level): of the normal distribution. student_quantile(degrees, level): of Student's t, for any degrees
-- of freedom from 1, whole or not, as Welch's method has them. NULL for another level and for fewer degrees.
--
-- The logarithm of Student's quantile over the normal one is a smooth curve in 1 / degrees that begins at 0. It is
-- worked out here as a polynomial that meets scipy.stats.t.ppf at the Chebyshev points of 0 to 1 (Press and others,
-- Numerical Recipes, 3rd edition 2007, chapter 5.8), right to six digits for all degrees; a test holds it to scipy.

CREATE OR REPLACE MACRO normal_quantile(level) AS
CASE level
    WHEN 95 THEN 1.959963984540054e0
    WHEN 99.8 THEN 3.090232306167813e0
END;

CREATE OR REPLACE MACRO student_coefficients(level) AS
CASE level
    WHEN 95
        THEN
            [
                1.210364849e0, 0.707556497e0, 0.153033160e0, -0.243707298e0, -0.018018188e0, 0.008439171e0,
                0.178022332e0, -0.199465985e0, 0.087010260e0, -0.014070440e0
            ]
    WHEN 99.8 THEN [
        2.637384177e0, 2.894525216e0, 1.012768317e0, -3.331812898e0, -2.131810082e0, -4.459813219e0,
        72.943043546e0, -211.887763676e0, 326.779738579e0, -309.268187758e0, 181.323605658e0, -60.855508182e0,
        8.978606306e0
    ]
END;

CREATE OR REPLACE MACRO student_over_normal(inverse, level) AS
exp(list_sum([coefficient * power(inverse, place) FOR coefficient, place IN student_coefficients(level)]));

CREATE OR REPLACE MACRO student_quantile(degrees, level) AS
CASE WHEN degrees >= 1 THEN normal_quantile(level) * student_over_normal(1e0 / degrees, level) END;
