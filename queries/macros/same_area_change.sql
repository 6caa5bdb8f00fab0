-- The interval of the change of a share, rate or mean on the same areas, each area taken as a cluster.
-- clustered_lower(changed_by, standard_error, areas, level), clustered_upper; the standard error is
-- clustered_error(areas, sum_squares), of the sum over areas of the squares of how far ratio_residual changed.
-- In the unit of what is given; NULL for fewer than two areas.
--
-- Answers of one area are more alike than answers of all, and an area can change as a whole, so that they are no
-- single sample: the interval rests on how differently the areas changed. It is that of a ratio of sums over clusters
-- (Cochran 1977, Sampling Techniques, 3rd edition, chapter 6; Rao and Scott 1992, Biometrics 48:577), and of the
-- difference of two over the same clusters (Kish 1965, Survey Sampling, chapter 12.4), with Student's t on one degree
-- of freedom fewer than areas. With the same base in all areas it is the paired t test.

CREATE OR REPLACE MACRO ratio_residual(numerator, denominator, numerator_sum, denominator_sum) AS
(numerator - denominator * (numerator_sum / denominator_sum)) / denominator_sum;

CREATE OR REPLACE MACRO clustered_error(areas, sum_squares) AS
CASE WHEN areas > 1 THEN sqrt(areas / (areas - 1) * sum_squares) END;

CREATE OR REPLACE MACRO clustered_lower(changed_by, standard_error, areas, level) AS
changed_by - student_quantile(areas - 1, level) * standard_error;

CREATE OR REPLACE MACRO clustered_upper(changed_by, standard_error, areas, level) AS
changed_by + student_quantile(areas - 1, level) * standard_error;

-- round_up(number, digits): a number above 0 rounded up to so many digits, 0.0234 to 0.024.

CREATE OR REPLACE MACRO round_up(number, digits) AS
CASE
    WHEN number > 0
        THEN
            [
                ceil(round(number / unit, 9)) * unit -- so that what has few digits stays as it is
                FOR unit IN [power(10, floor(log10(number)) - digits + 1)]
            ][1]
    ELSE number
END;
