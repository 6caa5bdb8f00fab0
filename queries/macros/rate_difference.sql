-- The interval of the difference a - b of two independent rates of events.
-- rate_difference_lower(events_a, denominator_a, events_b, denominator_b, per, level), rate_difference_upper.
-- In events for every so many (per) of the denominator; the level is 95 or 99.8 per cent. NULL when the interval of
-- either rate is. The limits of both, Byar's or exact, put together by mover_lower and mover_upper, as Li, Tang and
-- Wong 2014 (Computational Statistics 29:869) do with other limits.

CREATE OR REPLACE MACRO rate_difference_lower(events_a, denominator_a, events_b, denominator_b, per, level) AS
mover_lower(
    per * events_a / denominator_a, rate_lower(events_a, denominator_a, per, level),
    per * events_b / denominator_b, rate_upper(events_b, denominator_b, per, level)
);

CREATE OR REPLACE MACRO rate_difference_upper(events_a, denominator_a, events_b, denominator_b, per, level) AS
mover_upper(
    per * events_a / denominator_a, rate_upper(events_a, denominator_a, per, level),
    per * events_b / denominator_b, rate_lower(events_b, denominator_b, per, level)
);
