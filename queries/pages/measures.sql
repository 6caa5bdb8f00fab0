-- Every measure with its definition, in the order in which they are shown.

SELECT
    measure_id,
    name,
    short,
    topic,
    unit,
    in_words,
    sources,
    method,
    caveat,
    kind,
    direction,
    decimals,
    per,
    roll_up,
    counts_people,
    interval_by,
    minimum_base,
    who_may_see_it
FROM measure
ORDER BY
    order_number,
    measure_id
