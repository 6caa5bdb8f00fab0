-- How many people of an area gave a positive answer in a round of a survey, of those whose answer counts, by subject.
-- The wording in force is the newest begun by the round: its scale says which answers can be given, and which of them
-- are positive or do not count. A wording that calls no answer positive is left out, and so is an answer that is not on
-- its scale. The base counts people: where several questions of a survey belong to one thing in a round, only the first
-- of them, in order of question_id, to which a person gave an answer that counts is taken.

WITH wording AS (
    SELECT
        survey,
        question_id,
        belongs_to,
        from_round,
        lead(from_round) OVER (PARTITION BY survey, question_id ORDER BY from_round) AS next_from,
        list_transform(string_split(scale, ';'), LAMBDA word: lower(trim(word))) AS on_scale,
        list_transform(string_split(positive, ';'), LAMBDA word: lower(trim(word))) AS positive,
        list_transform(string_split(coalesce(not_valid, ''), ';'), LAMBDA word: lower(trim(word))) AS not_valid
    FROM question
),

counted AS (
    SELECT
        given.survey,
        given.round,
        given.area_id,
        wording.belongs_to,
        list_contains(wording.positive, lower(trim(given.answer))) AS is_positive
    FROM survey_answer AS given
    INNER JOIN wording
        ON
            given.survey = wording.survey
            AND given.question_id = wording.question_id
            AND given.round >= wording.from_round
            AND (wording.next_from IS NULL OR given.round < wording.next_from)
    WHERE
        wording.positive IS NOT NULL
        AND list_contains(wording.on_scale, lower(trim(given.answer)))
        AND NOT list_contains(wording.not_valid, lower(trim(given.answer)))
    QUALIFY
        row_number() OVER (
            PARTITION BY given.survey, given.round, given.area_id, given.respondent_key, wording.belongs_to
            ORDER BY given.question_id
        ) = 1
)

SELECT
    survey,
    belongs_to,
    area_id,
    round AS period,
    count(*) FILTER (WHERE is_positive) AS numerator,
    count(*) AS denominator
FROM counted
GROUP BY
    survey,
    belongs_to,
    area_id,
    round
