-- One measure in one period: the first chosen area or group against each of the others, with the 95% interval of the
-- difference and its verdict. A group that contains the other one is taken without it. Two groups that share areas are
-- not judged, nor are totals and measures without an interval by formula, as in the table comparison.

WITH choice AS (
    SELECT string_split($areas, '.') AS ids
),

chosen AS (
    SELECT
        unnest(choice.ids) AS place_id,
        unnest(range(1, len(choice.ids) + 1)) AS choice
    FROM choice
),

held AS (
    SELECT
        chosen.place_id,
        coalesce(place_member.area_id, chosen.place_id) AS area_id
    FROM chosen
    LEFT JOIN place_member ON chosen.place_id = place_member.place_id
),

overlap AS (
    SELECT
        held.place_id,
        bool_or(held.place_id = held.area_id) AS own_is_inside,
        bool_or(inside.place_id = inside.area_id) AS other_is_inside,
        inside.place_id AS other_id
    FROM held
    INNER JOIN held AS inside ON held.area_id = inside.area_id
    GROUP BY
        held.place_id,
        inside.place_id
),

chosen_figure AS (
    SELECT
        chosen.choice,
        chosen.place_id,
        coalesce(figure.state, 'not reported') AS state,
        figure.value,
        figure.numerator,
        figure.denominator,
        figure.sum_squares,
        figure.reliability
    FROM chosen
    LEFT JOIN indicator_value AS figure
        ON
            chosen.place_id = figure.place_id
            AND figure.measure_id = $measure_id
            AND figure.period = $period
),

pair AS (
    SELECT
        beside.choice,
        beside.place_id,
        own.state AS own_state,
        beside.state AS other_state,
        own.reliability AS own_reliability,
        beside.reliability AS other_reliability,
        own.value AS own_value,
        beside.value AS other_value,
        measure.kind,
        measure.per,
        measure.interval_by,
        measure.kind IN ('count', 'money') AS is_total,
        measure.roll_up = 'sum' AND coalesce(overlap.own_is_inside, FALSE) AS own_left_out,
        measure.roll_up = 'sum' AND coalesce(overlap.other_is_inside, FALSE) AS other_left_out,
        overlap.other_id IS NOT NULL AS shares_areas,
        {
            'numerator': own.numerator, 'denominator': own.denominator, 'sum_squares': own.sum_squares
        } AS own_parts,
        {
            'numerator': beside.numerator, 'denominator': beside.denominator, 'sum_squares': beside.sum_squares
        } AS other_parts
    FROM chosen_figure AS own
    INNER JOIN chosen_figure AS beside ON own.choice = 1 AND beside.choice > 1
    INNER JOIN measure ON measure.measure_id = $measure_id
    LEFT JOIN overlap ON own.place_id = overlap.place_id AND beside.place_id = overlap.other_id
),

side AS (
    SELECT
        pair.choice,
        CASE
            WHEN pair.other_left_out
                THEN {
                    'numerator': pair.own_parts.numerator - pair.other_parts.numerator,
                    'denominator': pair.own_parts.denominator - pair.other_parts.denominator,
                    'sum_squares': pair.own_parts.sum_squares - pair.other_parts.sum_squares
                }
            ELSE pair.own_parts
        END AS own_parts,
        CASE
            WHEN pair.own_left_out
                THEN {
                    'numerator': pair.other_parts.numerator - pair.own_parts.numerator,
                    'denominator': pair.other_parts.denominator - pair.own_parts.denominator,
                    'sum_squares': pair.other_parts.sum_squares - pair.own_parts.sum_squares
                }
            ELSE pair.other_parts
        END AS other_parts
    FROM pair
),

differs AS (
    SELECT
        pair.choice,
        pair.place_id,
        pair.own_state,
        pair.other_state,
        pair.own_reliability,
        pair.other_reliability,
        pair.own_left_out,
        pair.other_left_out,
        pair.is_total,
        side.own_parts.denominator AS own_base,
        side.other_parts.denominator AS other_base,
        CASE
            WHEN pair.other_left_out
                THEN figure(pair.kind, pair.per, side.own_parts.numerator, side.own_parts.denominator)
            ELSE pair.own_value
        END AS own_value,
        CASE
            WHEN pair.own_left_out
                THEN figure(pair.kind, pair.per, side.other_parts.numerator, side.other_parts.denominator)
            ELSE pair.other_value
        END AS other_value,
        pair.shares_areas AND NOT pair.own_left_out AND NOT pair.other_left_out AS is_mixed,
        pair.interval_by IN ('none', 'bootstrap') AS is_without_interval,
        is_enough(pair.interval_by, side.own_parts.denominator)
        AND is_enough(pair.interval_by, side.other_parts.denominator) AS is_enough,
        figures_differ_lower(pair.interval_by, pair.kind, pair.per, side.own_parts, side.other_parts, 95) AS lower,
        figures_differ_upper(pair.interval_by, pair.kind, pair.per, side.own_parts, side.other_parts, 95) AS upper
    FROM pair
    INNER JOIN side ON pair.choice = side.choice
),

reasoned AS (
    SELECT
        differs.choice,
        CASE
            WHEN differs.own_state <> 'value' THEN differs.own_state
            WHEN differs.other_state <> 'value' THEN differs.other_state
            WHEN differs.is_total THEN 'total'
            WHEN differs.is_without_interval THEN 'no interval'
            WHEN differs.is_mixed THEN 'shared areas'
            WHEN differs.own_value IS NULL OR differs.other_value IS NULL THEN 'nothing to compare'
            WHEN NOT differs.is_enough OR differs.lower IS NULL OR differs.upper IS NULL THEN 'too few'
        END AS reason
    FROM differs
)

SELECT
    differs.choice,
    differs.place_id,
    differs.own_state,
    differs.other_state,
    differs.own_reliability,
    differs.other_reliability,
    differs.own_left_out,
    differs.other_left_out,
    differs.own_value,
    differs.other_value,
    differs.own_base,
    differs.other_base,
    differs.own_value - differs.other_value AS difference,
    CASE WHEN reasoned.reason IS NULL THEN differs.lower END AS difference_lower,
    CASE WHEN reasoned.reason IS NULL THEN differs.upper END AS difference_upper,
    CASE
        WHEN reasoned.reason IS NULL
            THEN verdict_word(verdict(differs.lower, differs.upper, 0), 'higher', 'lower', 'no clear difference')
        ELSE 'cannot say'
    END AS verdict,
    reasoned.reason
FROM differs
INNER JOIN reasoned ON differs.choice = reasoned.choice
ORDER BY differs.choice
