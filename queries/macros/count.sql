-- The interval of a count of events: count_lower(events, level), count_upper.
-- In events; the level is 95 or 99.8 per cent. NULL for another level and for fewer than no events.
--
-- From 10 events Byar's method (Breslow and Day, Statistical Methods in Cancer Research II, 1987, page 69). Below,
-- where that is less accurate, the exact limits of the Poisson distribution (Garwood 1936, Biometrika 28:437), which
-- are chi2(a / 2, 2 x) / 2 and chi2(1 - a / 2, 2 x + 2) / 2: made with scipy.stats.chi2.ppf and rounded to nine
-- decimals; a test works them out again. It is the rule of the Fingertips technical guide and of PHEindicatormethods,
-- phe_rate.
-- A count that is not whole, such as a weighted one, takes under 10 the lower limit of the whole number below it and
-- the upper limit of the one above.

CREATE OR REPLACE MACRO byar_lower(events, z) AS
events * power(1 - 1 / (9 * events) - z / (3 * sqrt(events)), 3);

CREATE OR REPLACE MACRO byar_upper(events, z) AS
(events + 1) * power(1 - 1 / (9 * (events + 1)) + z / (3 * sqrt(events + 1)), 3);

CREATE OR REPLACE MACRO poisson_lower_table(level) AS
CASE level
    WHEN 95
        THEN
            [
                0e0, 0.025317808e0, 0.242209279e0, 0.618672123e0, 1.089865374e0, 1.623486390e0,
                2.201894253e0, 2.814363052e0, 3.453832177e0, 4.115373097e0
            ]
    WHEN 99.8 THEN [
        0e0, 0.001000500e0, 0.045402018e0, 0.190533378e0, 0.428552414e0, 0.739371732e0,
        1.107104660e0, 1.520336260e0, 1.970813922e0, 2.452424404e0
    ]
END;

CREATE OR REPLACE MACRO poisson_upper_table(level) AS
CASE level
    WHEN 95
        THEN
            [
                3.688879454e0, 5.571643391e0, 7.224687668e0, 8.767273070e0, 10.241588675e0, 11.668332079e0,
                13.059474023e0, 14.422675362e0, 15.763189220e0, 17.084803451e0, 18.390356042e0
            ]
    WHEN 99.8 THEN [
        6.907755279e0, 9.233413476e0, 11.228872242e0, 13.062240779e0, 14.794149223e0, 16.454745204e0,
        18.061636840e0, 19.626177395e0, 21.156198166e0, 22.657373309e0, 24.133971145e0
    ]
END;

CREATE OR REPLACE MACRO count_lower(events, level) AS
CASE
    WHEN events >= 10 THEN byar_lower(events, normal_quantile(level))
    WHEN events >= 0 THEN poisson_lower_table(level)[cast(floor(events) AS bigint) + 1]
END;

CREATE OR REPLACE MACRO count_upper(events, level) AS
CASE
    WHEN events >= 10 THEN byar_upper(events, normal_quantile(level))
    WHEN events >= 0 THEN poisson_upper_table(level)[cast(ceil(events) AS bigint) + 1]
END;
