-- What an interval says of a target: 'above', 'below', or 'similar' when the target lies within it.
-- verdict(lower, upper, target): the target is another figure taken as known, or 0 for a difference. NULL, which is not
-- compared, when any of the three is missing. Whether above is better is for the measure to say.

CREATE OR REPLACE MACRO verdict(lower, upper, target) AS
CASE
    WHEN lower <= target AND upper >= target THEN 'similar'
    WHEN lower > target AND upper >= lower THEN 'above'
    WHEN upper < target AND upper >= lower THEN 'below'
END;

-- told_as(verdict, word_above, word_below, word_similar): the word that a figure, a difference or a change calls for.

CREATE OR REPLACE MACRO told_as(found, word_above, word_below, word_similar) AS
CASE found WHEN 'above' THEN word_above WHEN 'below' THEN word_below WHEN 'similar' THEN word_similar END;
