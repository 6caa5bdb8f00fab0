-- The interval of the difference a - b of two proportions, by Newcombe's hybrid score method.
-- As a share from -1 to 1; z is normal_quantile(95) or normal_quantile(99.8).
-- proportion_difference_lower(numerator_a, denominator_a, numerator_b, denominator_b, z), proportion_difference_upper:
-- of two independent groups. NULL when the interval of either is. Newcombe 1998, Statistics in Medicine 17:873, method
-- 10.
-- paired_difference_lower(at_both, only_a, only_b, neither, z), paired_difference_upper: of the same people or areas
-- asked twice, from how many said yes both times, only at a, only at b, and never. NULL when nobody was asked twice.
-- Newcombe 1998, Statistics in Medicine 17:2635, method 10: narrower where the two go together.

CREATE OR REPLACE MACRO proportion_difference_lower(numerator_a, denominator_a, numerator_b, denominator_b, z) AS
mover_lower(
    numerator_a / denominator_a, wilson_lower(numerator_a, denominator_a, z),
    numerator_b / denominator_b, wilson_upper(numerator_b, denominator_b, z)
);

CREATE OR REPLACE MACRO proportion_difference_upper(numerator_a, denominator_a, numerator_b, denominator_b, z) AS
mover_upper(
    numerator_a / denominator_a, wilson_upper(numerator_a, denominator_a, z),
    numerator_b / denominator_b, wilson_lower(numerator_b, denominator_b, z)
);

-- How far the two go together, from -1 to 1, with Newcombe's correction towards 0; 0 when all or none said yes at a
-- time.

CREATE OR REPLACE MACRO paired_agreement(at_both, only_a, only_b, neither) AS
1e0 * at_both * neither - 1e0 * only_a * only_b; -- 1e0, as the products of large counts are beyond whole numbers

CREATE OR REPLACE MACRO paired_margins(at_both, only_a, only_b, neither) AS
1e0 * (at_both + only_a) * (only_b + neither) * (at_both + only_b) * (only_a + neither);

CREATE OR REPLACE MACRO paired_correlation(agreement, margins, n) AS
CASE
    WHEN margins = 0 THEN 0
    WHEN agreement > 0 THEN greatest(agreement - n / 2, 0) / sqrt(margins)
    ELSE agreement / sqrt(margins)
END;

CREATE OR REPLACE MACRO paired_distance(distance_a, distance_b, correlation) AS
sqrt(power(distance_a, 2) - 2 * correlation * distance_a * distance_b + power(distance_b, 2));

CREATE OR REPLACE MACRO paired_difference_lower(at_both, only_a, only_b, neither, z) AS
(only_a - only_b) / (at_both + only_a + only_b + neither)
- paired_distance(
    (at_both + only_a) / (at_both + only_a + only_b + neither)
    - wilson_lower(at_both + only_a, at_both + only_a + only_b + neither, z),
    wilson_upper(at_both + only_b, at_both + only_a + only_b + neither, z)
    - (at_both + only_b) / (at_both + only_a + only_b + neither),
    paired_correlation(
        paired_agreement(at_both, only_a, only_b, neither),
        paired_margins(at_both, only_a, only_b, neither),
        at_both + only_a + only_b + neither
    )
);

CREATE OR REPLACE MACRO paired_difference_upper(at_both, only_a, only_b, neither, z) AS
(only_a - only_b) / (at_both + only_a + only_b + neither)
+ paired_distance(
    wilson_upper(at_both + only_a, at_both + only_a + only_b + neither, z)
    - (at_both + only_a) / (at_both + only_a + only_b + neither),
    (at_both + only_b) / (at_both + only_a + only_b + neither)
    - wilson_lower(at_both + only_b, at_both + only_a + only_b + neither, z),
    paired_correlation(
        paired_agreement(at_both, only_a, only_b, neither),
        paired_margins(at_both, only_a, only_b, neither),
        at_both + only_a + only_b + neither
    )
);
