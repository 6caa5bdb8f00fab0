-- Every answer is one of those its question allows, or one that does not count.
-- table: survey_answer
-- severity: error
-- mend: Write the words of the codebook, or add the codebook with its numbers as a sheet of the same workbook.

WITH codebook AS (
    SELECT
        survey,
        question_id,
        from_round,
        list_filter(
            list_transform(string_split(scale || ';' || coalesce(not_valid, ''), ';'), LAMBDA word: trim(word)),
            LAMBDA word: word != ''
        ) AS answers
    FROM question
),

allowed AS (
    SELECT
        survey,
        question_id,
        from_round,
        lead(from_round) OVER (PARTITION BY survey, question_id ORDER BY from_round) AS next_from,
        list_transform(answers, LAMBDA word: lower(word)) AS answers,
        list_transform(answers, LAMBDA word: '“' || word || '”') AS shown
    FROM codebook
),

given AS (
    SELECT DISTINCT
        survey,
        round,
        question_id,
        answer
    FROM survey_answer
    WHERE answer IS NOT NULL
),

wrong AS (
    SELECT
        given.*,
        CASE
            WHEN len(allowed.shown) > 8
                THEN array_to_string(allowed.shown[1:8], ', ') || ' and ' || (len(allowed.shown) - 8) || ' more'
            ELSE concat_ws(' and ', nullif(array_to_string(allowed.shown[1:-2], ', '), ''), allowed.shown[-1])
        END AS answers
    FROM given
    INNER JOIN allowed
        ON
            given.survey = allowed.survey
            AND given.question_id = allowed.question_id
            AND given.round >= allowed.from_round
            AND (allowed.next_from IS NULL OR given.round < allowed.next_from)
    WHERE NOT list_contains(allowed.answers, lower(given.answer))
)

SELECT
    survey,
    round,
    answer_row.area_id,
    answer_row.respondent_key,
    question_id,
    '“' || answer || '” is not one of the answers to “' || question_id || '”, which are ' || wrong.answers AS says
FROM survey_answer AS answer_row
INNER JOIN wrong USING (survey, round, question_id, answer)
