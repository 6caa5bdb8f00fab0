-- How fragile a verdict is: how many answers would have to be the other one for it to change.
-- answers_to_flip(numerator, denominator, target, z): the smallest number for which verdict(wilson_lower, wilson_upper,
-- target) is another. NULL when no change of answers could do it, as with very few, and when there is no verdict. z is
-- normal_quantile(95) or normal_quantile(99.8); the target is a share between 0 and 1.
--
-- The idea of the fragility index of Walsh and others 2014, Journal of Clinical Epidemiology 67:622, for one
-- proportion. Wilson's interval leaves out the target exactly when the numerator lies outside the funnel, so no search
-- is needed.

CREATE OR REPLACE MACRO answers_to_cross(numerator, denominator, lowest, highest) AS
CASE
    WHEN numerator > highest THEN numerator - floor(highest)
    WHEN numerator < lowest THEN ceil(lowest) - numerator
    ELSE
        least(
            CASE WHEN floor(highest) < denominator THEN floor(highest) + 1 - numerator END,
            CASE WHEN ceil(lowest) > 0 THEN numerator + 1 - ceil(lowest) END
        )
END;

CREATE OR REPLACE MACRO answers_to_flip(numerator, denominator, target, z) AS
CASE
    WHEN numerator BETWEEN 0 AND denominator
        THEN
            cast(answers_to_cross(
                numerator,
                denominator,
                denominator * proportion_funnel_lower(target, denominator, z),
                denominator * proportion_funnel_upper(target, denominator, z)
            ) AS bigint)
END;
