-- The interval of a rate of events: rate_lower(events, denominator, per, level), rate_upper.
-- In events for every so many (per) of the denominator; the level is 95 or 99.8 per cent. The denominator is taken as
-- known, so the limits are those of the count. NULL without a denominator above 0, for fewer than no events and for
-- another level. PHEindicatormethods, phe_rate.

CREATE OR REPLACE MACRO rate_lower(events, denominator, per, level) AS
CASE WHEN denominator > 0 THEN per * count_lower(events, level) / denominator END;

CREATE OR REPLACE MACRO rate_upper(events, denominator, per, level) AS
CASE WHEN denominator > 0 THEN per * count_upper(events, level) / denominator END;
