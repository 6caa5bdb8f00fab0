-- The rounds in which the wording of a measure's question changed: figures before and after are not compared.

SELECT DISTINCT
    measure.measure_id,
    question.from_round AS period
FROM measure
INNER JOIN question
    ON
        measure.asks = question.survey || ', ' || question.belongs_to
QUALIFY question.from_round > min(question.from_round) OVER (PARTITION BY measure.measure_id, question.question_id)
ORDER BY ALL
