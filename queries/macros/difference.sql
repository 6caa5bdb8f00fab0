-- The interval of a difference a - b of two independent figures, from the intervals of both: mover_lower, mover_upper.
-- In the unit of the figures. NULL when a figure is.
--
-- The method of variance estimates recovery (Zou and Donner 2008, Statistics in Medicine 27:1693): the squares of the
-- distances to the two limits that pull the difference down, or up, are added. With Wilson's limits it is method 10 of
-- Newcombe 1998. Two intervals may overlap while that of their difference leaves out 0, so look at this one.

CREATE OR REPLACE MACRO mover_lower(estimate_a, lower_a, estimate_b, upper_b) AS
estimate_a - estimate_b - sqrt(power(estimate_a - lower_a, 2) + power(upper_b - estimate_b, 2));

CREATE OR REPLACE MACRO mover_upper(estimate_a, upper_a, estimate_b, lower_b) AS
estimate_a - estimate_b + sqrt(power(upper_a - estimate_a, 2) + power(estimate_b - lower_b, 2));
