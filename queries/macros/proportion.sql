-- The interval of a proportion, by Wilson's score method: wilson_lower(numerator, denominator, z), wilson_upper.
-- As a share from 0 to 1; z is normal_quantile(95) or normal_quantile(99.8), or any other above 0. NULL without a
-- denominator above 0, and for a numerator below 0 or above the denominator.
--
-- Wilson 1927, Journal of the American Statistical Association 22:209; Newcombe 1998, Statistics in Medicine 17:857,
-- method 3; the method of the Fingertips technical guide and of PHEindicatormethods, phe_proportion.

CREATE OR REPLACE MACRO wilson_lower(numerator, denominator, z) AS
CASE
    WHEN numerator = 0 AND denominator > 0 AND z > 0 THEN 0e0 -- rounding would leave a hair beside it
    WHEN denominator > 0 AND numerator BETWEEN 0 AND denominator
        THEN
            (
                2 * numerator + power(z, 2)
                - z * sqrt(power(z, 2) + 4 * numerator * ((denominator - numerator) / denominator))
            )
            / (2 * (denominator + power(z, 2)))
END;

CREATE OR REPLACE MACRO wilson_upper(numerator, denominator, z) AS
CASE
    WHEN numerator = denominator AND denominator > 0 AND z > 0 THEN 1e0
    WHEN denominator > 0 AND numerator BETWEEN 0 AND denominator
        THEN
            (
                2 * numerator + power(z, 2)
                + z * sqrt(power(z, 2) + 4 * numerator * ((denominator - numerator) / denominator))
            )
            / (2 * (denominator + power(z, 2)))
END;
