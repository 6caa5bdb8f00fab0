-- The positive answers of a question are on its scale.
-- table: question
-- severity: error
-- mend: Write them as the scale has them, parted by semicolons.

WITH positive AS (
    SELECT
        survey,
        question_id,
        from_round,
        scale,
        lower(trim(unnest(string_split(positive, ';')))) AS answer
    FROM question
)

SELECT
    survey,
    question_id,
    from_round,
    'the positive answer “' || any_value(answer) || '” is not on the scale' AS says
FROM positive
WHERE
    answer <> ''
    AND NOT list_contains(list_transform(string_split(scale, ';'), LAMBDA word: lower(trim(word))), answer)
GROUP BY survey, question_id, from_round
