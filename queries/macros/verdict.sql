-- What an interval says of a target: 'above', 'below', or 'similar' when the target lies within it.
-- verdict(lower, upper, target): the target is a fixed figure, or 0 for a difference. NULL, which is not compared, when
-- any of the three is missing. Whether above is better depends on the measure.

CREATE OR REPLACE MACRO verdict(lower, upper, target) AS
CASE
    WHEN lower <= target AND upper >= target THEN 'similar'
    WHEN lower > target AND upper >= lower THEN 'above'
    WHEN upper < target AND upper >= lower THEN 'below'
END;

-- verdict_word(side, word_above, word_below, word_similar): the word for the verdict on a difference or a change.

CREATE OR REPLACE MACRO verdict_word(side, word_above, word_below, word_similar) AS
CASE side WHEN 'above' THEN word_above WHEN 'below' THEN word_below WHEN 'similar' THEN word_similar END;
