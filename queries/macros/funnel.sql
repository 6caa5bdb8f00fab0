-- The limits of a funnel plot around a target, and how much more areas differ than chance explains.
-- proportion_funnel_lower(target, denominator, z, variance), proportion_funnel_upper: as a share from 0 to 1.
-- rate_funnel_lower(target, denominator, level, variance), rate_funnel_upper: in events for each one of the
-- denominator.
-- funnel_lower(is_share, target, denominator, level, variance), funnel_upper: the one or the other.
-- z is normal_quantile(level), the level 95 or 99.8. variance is that of the true figures of areas about the target
-- (between_areas), and 0 when not given: it widens the limits, most of all those of large areas.
-- NULL without a denominator above 0, and for a target that is not between 0 and 1 or, of a rate, not above 0.
--
-- The normal approximation of Spiegelhalter 2005, Statistics in Medicine 24:1185; PHEindicatormethods draws the same
-- limits for proportions. Without a variance an area lies outside exactly when Wilson's interval leaves out the target.
-- Of a rate under 10 events expected, where that is less accurate, the limits are the fewest and the most events within
-- the level of the Poisson distribution, so that an area lies outside exactly when its exact interval (see the macro
-- count) leaves out what is expected; a variance moves them away from the target as it does the others.
-- proportion_funnel_is_rough(target, denominator): whether fewer than 5 of either answer are expected at the target;
-- the limits are then too rough to show (the usual rule for such approximations, Cochran 1954, Biometrics 10:417).
-- Above it chance puts fewer than 1 area in 100 outside the limits of 99.8 per cent.

CREATE OR REPLACE MACRO proportion_funnel_lower(target, denominator, z, variance := 0) AS
CASE
    WHEN denominator > 0 AND target > 0 AND target < 1 AND z IS NOT NULL AND variance IS NOT NULL
        THEN greatest(target - z * sqrt(target * (1 - target) / denominator + variance), 0)
END;

CREATE OR REPLACE MACRO proportion_funnel_upper(target, denominator, z, variance := 0) AS
CASE
    WHEN denominator > 0 AND target > 0 AND target < 1 AND z IS NOT NULL AND variance IS NOT NULL
        THEN least(target + z * sqrt(target * (1 - target) / denominator + variance), 1)
END;

CREATE OR REPLACE MACRO poisson_up_to(events, expected) AS
list_sum([exp(number * ln(expected) - expected - lgamma(number + 1)) FOR number IN range(events + 1)]);

CREATE OR REPLACE MACRO poisson_quantile(share, expected) AS
list_min([events FOR events IN range(50) IF poisson_up_to(events, expected) >= share]);

CREATE OR REPLACE MACRO fewest_events(expected, level) AS
CASE
    WHEN expected < 10 THEN poisson_quantile(0.5e0 - level / 200, expected)
    ELSE expected - normal_quantile(level) * sqrt(expected)
END;

CREATE OR REPLACE MACRO most_events(expected, level) AS
CASE
    WHEN expected < 10 THEN poisson_quantile(0.5e0 + level / 200, expected)
    ELSE expected + normal_quantile(level) * sqrt(expected)
END;

CREATE OR REPLACE MACRO rate_funnel_lower(target, denominator, level, variance := 0) AS
CASE
    WHEN denominator > 0 AND target > 0 AND normal_quantile(level) IS NOT NULL AND variance IS NOT NULL
        THEN
            greatest(
                target
                + (fewest_events(target * denominator, level) / denominator - target)
                * sqrt(1 + variance * denominator / target),
                0
            )
END;

CREATE OR REPLACE MACRO rate_funnel_upper(target, denominator, level, variance := 0) AS
CASE
    WHEN denominator > 0 AND target > 0 AND normal_quantile(level) IS NOT NULL AND variance IS NOT NULL
        THEN
            target
            + (most_events(target * denominator, level) / denominator - target)
            * sqrt(1 + variance * denominator / target)
END;

CREATE OR REPLACE MACRO funnel_lower(is_share, target, denominator, level, variance) AS
CASE
    WHEN is_share THEN proportion_funnel_lower(target, denominator, normal_quantile(level), variance)
    ELSE rate_funnel_lower(target, denominator, level, variance)
END;

CREATE OR REPLACE MACRO funnel_upper(is_share, target, denominator, level, variance) AS
CASE
    WHEN is_share THEN proportion_funnel_upper(target, denominator, normal_quantile(level), variance)
    ELSE rate_funnel_upper(target, denominator, level, variance)
END;

CREATE OR REPLACE MACRO proportion_funnel_is_rough(target, denominator) AS
CASE WHEN denominator > 0 AND target > 0 AND target < 1 THEN least(target, 1 - target) * denominator < 5 END;

-- is_outside(numerator, denominator, lower, upper): whether a figure lies beyond limits, and not only by rounding.

CREATE OR REPLACE MACRO is_outside(numerator, denominator, lower, upper) AS
round(numerator - denominator * upper, 9) > 0 OR round(denominator * lower - numerator, 9) > 0;

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
-- overdispersion_factor(z_scores): the phi to go by: that one over 0.678654559, where this is over two
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

-- additive_variance(phi, variances): the variance of the true figures of areas that such a phi shows, when the areas
-- have these variances of chance: the estimate of moments of DerSimonian and Laird 1986, Controlled Clinical Trials
-- 7:177, as Spiegelhalter 2005, Quality and Safety in Health Care 14:347, uses it for his additive model. 0 at least.
-- between_areas(z_scores, variances): that variance by overdispersion_factor. It is added to the variance of chance:
-- to multiply all limits by one factor, as for areas of one size, would flag the largest areas only.

CREATE OR REPLACE MACRO additive_variance(phi, variances) AS
greatest(
    (list_count(variances) * (phi - 1) + 1)
    / (
        list_sum([1 / variance FOR variance IN variances])
        - list_sum([1 / power(variance, 2) FOR variance IN variances])
        / list_sum([1 / variance FOR variance IN variances])
    ),
    0
);

CREATE OR REPLACE MACRO between_areas(z_scores, variances) AS
[
    CASE WHEN phi > 1 THEN additive_variance(phi, variances) WHEN phi = 1 THEN 0 END
    FOR phi IN [overdispersion_factor(z_scores)]
][1];
