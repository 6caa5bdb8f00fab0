-- The limits of a funnel plot around a target, and how much more areas differ than chance explains.
-- proportion_funnel_lower(target, denominator, z, phi), proportion_funnel_upper: as a share from 0 to 1.
-- rate_funnel_lower(target, denominator, z, phi), rate_funnel_upper: in events for each one of the denominator.
-- z is normal_quantile(95) or normal_quantile(99.8); phi widens for over-dispersion, and is 1 when not given.
-- NULL without a denominator above 0, and for a target that is not between 0 and 1 or, of a rate, not above 0.
--
-- The normal approximation of Spiegelhalter 2005, Statistics in Medicine 24:1185; PHEindicatormethods draws the same
-- limits for proportions. With phi of 1 an area lies outside exactly when Wilson's interval leaves out the target.
-- proportion_funnel_is_rough(target, denominator), rate_funnel_is_rough: whether fewer than 5 events, or fewer than 5
-- of either answer, are expected at the target; the limits are then too rough to show (the usual rule for such
-- approximations, Cochran 1954, Biometrics 10:417). Above it chance puts fewer than 1 area in 100 outside the limits
-- of 99.8 per cent.

CREATE OR REPLACE MACRO proportion_funnel_lower(target, denominator, z, phi := 1) AS
CASE
    WHEN denominator > 0 AND target > 0 AND target < 1 AND z IS NOT NULL AND phi IS NOT NULL
        THEN greatest(target - z * sqrt(phi * target * (1 - target) / denominator), 0)
END;

CREATE OR REPLACE MACRO proportion_funnel_upper(target, denominator, z, phi := 1) AS
CASE
    WHEN denominator > 0 AND target > 0 AND target < 1 AND z IS NOT NULL AND phi IS NOT NULL
        THEN least(target + z * sqrt(phi * target * (1 - target) / denominator), 1)
END;

CREATE OR REPLACE MACRO rate_funnel_lower(target, denominator, z, phi := 1) AS
CASE
    WHEN denominator > 0 AND target > 0 AND z IS NOT NULL AND phi IS NOT NULL
        THEN greatest(target - z * sqrt(phi * target / denominator), 0)
END;

CREATE OR REPLACE MACRO rate_funnel_upper(target, denominator, z, phi := 1) AS
CASE
    WHEN denominator > 0 AND target > 0 THEN target + z * sqrt(phi * target / denominator)
END;

CREATE OR REPLACE MACRO proportion_funnel_is_rough(target, denominator) AS
CASE WHEN denominator > 0 AND target > 0 AND target < 1 THEN least(target, 1 - target) * denominator < 5 END;

CREATE OR REPLACE MACRO rate_funnel_is_rough(target, denominator) AS
CASE WHEN denominator > 0 AND target > 0 THEN target * denominator < 5 END;

-- How many standard errors an area lies from the target, the standard error being that at the target.

CREATE OR REPLACE MACRO proportion_z(numerator, denominator, target) AS
CASE
    WHEN denominator > 0 AND target > 0 AND target < 1
        THEN (numerator / denominator - target) / sqrt(target * (1 - target) / denominator)
END;

CREATE OR REPLACE MACRO rate_z(events, denominator, target) AS
CASE
    WHEN denominator > 0 AND target > 0 THEN (events / denominator - target) / sqrt(target / denominator)
END;

-- overdispersion(z_scores): phi, the mean square of the z of all areas after those beyond the 10th and 90th percentile
-- have been drawn in to it (winsorised), so that a few areas do not widen the funnel they lie outside of.
-- Spiegelhalter 2005, Quality and Safety in Health Care 14:347. NULL without a z. Over many areas:
--   SELECT overdispersion_factor(list(proportion_z(numerator, denominator, target))) FROM ...
-- overdispersion_factor(z_scores): the phi to widen a funnel by: that one over 0.678654559, where this is over two
-- standard errors above 1 (the mean of n squares of normal numbers has sqrt(2 / n)), else 1. Drawing in makes the mean
-- square of normal numbers that much smaller: with q their 90th percentile and d their density there, it is
-- 0.8 - 2 q d + 0.2 q^2. Without this, limits of 99.8 per cent left out 1 to 2 in 100 of areas that differ normally,
-- and those of 95 left out 11.

CREATE OR REPLACE MACRO drawn_in(numbers, lowest, highest) AS
[least(greatest(number, lowest), highest) FOR number IN numbers IF number IS NOT NULL];

CREATE OR REPLACE MACRO winsorised(numbers) AS
[
    -- so that the percentiles are worked out once, not for every number
    drawn_in(numbers, percentiles.lowest, percentiles.highest)
    FOR percentiles IN [
        {
            'lowest': list_aggregate(numbers, 'quantile_cont', 0.1e0),
            'highest': list_aggregate(numbers, 'quantile_cont', 0.9e0)
        }
    ]
][1];

CREATE OR REPLACE MACRO overdispersion(z_scores) AS
list_avg([power(z, 2) FOR z IN winsorised(z_scores)]);

CREATE OR REPLACE MACRO factor_of(phi, z_count) AS
CASE WHEN phi > 1 + 2 * sqrt(2 / z_count) THEN phi WHEN phi IS NOT NULL THEN 1 END;

CREATE OR REPLACE MACRO overdispersion_factor(z_scores) AS
factor_of(overdispersion(z_scores) / 0.678654559e0, list_count(z_scores));
