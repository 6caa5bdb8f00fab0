-- Which tables of returns each measure is made from: those its SELECT names, itself or through a table of
-- queries/returned, which several measures start from.

SELECT
    measure.measure_id,
    needed.table_name
FROM measure
CROSS JOIN (
    VALUES
    ('allocation', '\ballocation\b'),
    ('attendance', '\battendance\b'),
    ('council_event', '\bcouncil_event\b'),
    ('funding', '\b(funding|win)\b'),
    ('legacy', '\blegacy\b'),
    ('meeting', '\bmeeting\b'),
    ('membership', '\bmembership\b'),
    ('outcome_finding', '\boutcome_finding\b'),
    ('plan', '\bplan\b'),
    ('review', '\b(review|review_of_year)\b'),
    ('small_grant', '\bsmall_grant\b'),
    ('spending', '\bspending\b'),
    ('survey_answer', '\b(survey_answer|survey_share)\b'),
    ('volunteer_time', '\bvolunteer_time\b')
) AS needed (table_name, pattern)
WHERE measure.sources = 'returns' AND regexp_matches(measure.sql, needed.pattern)
ORDER BY
    measure.measure_id,
    needed.table_name
