-- The value of a measure from what it is made of: a percentage, a rate for every so many, or the count itself.

CREATE OR REPLACE MACRO figure(kind, per, numerator, denominator) AS
CASE
    WHEN kind = 'proportion' THEN 100 * (numerator / nullif(denominator, 0))
    WHEN kind IN ('rate', 'mean') THEN per * (numerator / nullif(denominator, 0))
    ELSE numerator
END
