-- How many standard errors an interval is wide on each side, for a level of 95 or 99.8 per cent.
-- normal_quantile(level): of the normal distribution. student_quantile(degrees, level): of Student's t, for any degrees
-- of freedom from 1, whole or not. NULL for another level and for fewer degrees.
--
-- The table was made with scipy.stats.t.ppf and rounded to nine decimals; a test works it out again. From 15 degrees
-- the expansion of Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.5: within 0.000002 for 95
-- and 0.0001 for 99.8 per cent. Between two whole degrees under 15, which only Welch's method has, a straight line in
-- 1 / degrees: a little too wide, never too narrow.

CREATE OR REPLACE MACRO normal_quantile(level) AS
CASE level
    WHEN 95 THEN 1.959963984540054e0
    WHEN 99.8 THEN 3.090232306167813e0
END;

CREATE OR REPLACE MACRO student_table(level) AS
CASE level
    WHEN 95
        THEN
            [
                12.706204736e0, 4.302652730e0, 3.182446305e0, 2.776445105e0, 2.570581836e0, 2.446911851e0,
                2.364624252e0, 2.306004135e0, 2.262157163e0, 2.228138852e0, 2.200985160e0, 2.178812830e0,
                2.160368656e0, 2.144786688e0, 2.131449546e0
            ]
    WHEN 99.8 THEN [
        318.308838986e0, 22.327124770e0, 10.214531852e0, 7.173182220e0, 5.893429531e0, 5.207626239e0,
        4.785289629e0, 4.500790934e0, 4.296805663e0, 4.143700494e0, 4.024701038e0, 3.929633265e0,
        3.851982391e0, 3.787390238e0, 3.732834425e0
    ]
END;

CREATE OR REPLACE MACRO student_between(quantiles, whole, degrees) AS
quantiles[whole + 1]
+ (quantiles[whole] - quantiles[whole + 1]) * (whole * (whole + 1) / degrees - whole);

CREATE OR REPLACE MACRO student_expansion(z, degrees) AS
z
+ (power(z, 3) + z) / (4 * degrees)
+ (5 * power(z, 5) + 16 * power(z, 3) + 3 * z) / (96 * power(degrees, 2))
+ (3 * power(z, 7) + 19 * power(z, 5) + 17 * power(z, 3) - 15 * z) / (384 * power(degrees, 3))
+ (79 * power(z, 9) + 776 * power(z, 7) + 1482 * power(z, 5) - 1920 * power(z, 3) - 945 * z)
/ (92160 * power(degrees, 4));

CREATE OR REPLACE MACRO student_quantile(degrees, level) AS
CASE
    WHEN degrees >= 15 THEN student_expansion(normal_quantile(level), degrees)
    WHEN degrees >= 1 THEN student_between(student_table(level), cast(floor(degrees) AS bigint), degrees)
END;
