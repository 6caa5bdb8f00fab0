-- Which returns one measure is made from.

SELECT DISTINCT needed.table_name
FROM measure
CROSS JOIN (
    VALUES
    ('attendance', '\battendance\b'),
    ('council_event', '\bcouncil_event\b'),
    ('funding', '\b(funding|cash_win|win_of_year)\b|kind = ''(any route|bid|negotiated)'''),
    ('legacy', '\blegacy\b'),
    ('meeting', '\b(meeting|meeting_of_year)\b|kind = ''(partnership|council liaison|community event)'''),
    ('membership', '\bmembership\b'),
    ('outcome_finding', '\boutcome_finding\b'),
    ('plan', '\bplan\b'),
    ('review', '\b(review|review_of_year)\b'),
    ('small_grant', '\bsmall_grant\b'),
    ('spending', '\bspending\b'),
    ('survey_answer', '\b(survey_answer|survey_share)\b'),
    ('volunteer_time', '\bvolunteer_time\b')
) AS needed (table_name, pattern)
WHERE measure.sources = 'returns' AND measure.measure_id = $measure_id AND regexp_matches(measure.sql, needed.pattern)
ORDER BY needed.table_name
