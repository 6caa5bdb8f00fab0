-- Every answer belongs to a question that is known, in a round that asked it.
-- table: survey_answer
-- severity: error
-- mend: Load the codebook (survey questions) first or with it, or mend the code of the question.

WITH first_asked AS (
    SELECT
        survey,
        question_id,
        min(from_round) AS first_round
    FROM question
    GROUP BY survey, question_id
),

unknown AS (
    SELECT DISTINCT
        given.survey,
        given.round,
        given.question_id,
        first_asked.first_round
    FROM survey_answer AS given
    LEFT JOIN first_asked ON given.survey = first_asked.survey AND given.question_id = first_asked.question_id
    WHERE first_asked.first_round IS NULL OR given.round < first_asked.first_round
)

SELECT
    survey,
    round,
    answer_row.area_id,
    answer_row.respondent_key,
    question_id,
    CASE
        WHEN unknown.first_round IS NULL
            THEN '“' || question_id || '” is not in the codebook of the ' || survey || ' survey'
        ELSE '“' || question_id || '” was first asked in ' || unknown.first_round
    END AS says
FROM survey_answer AS answer_row
INNER JOIN unknown USING (survey, round, question_id)
