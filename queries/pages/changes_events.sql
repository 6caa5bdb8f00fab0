-- What is dated of areas: contacts with councils, bids and public facts, each with a key that stays and its content.

SELECT
    area_id,
    'contact with the council' AS about,
    concat_ws('|', happened_on, kind, what) AS event_key,
    coalesce(happened_on, '') AS dated,
    what,
    concat_ws('|', council_code, council_role, commitment, due_on) AS contents
FROM council_event
UNION ALL
SELECT
    area_id,
    'bid, offer or award' AS about,
    concat_ws('|', project, source_name) AS event_key,
    coalesce(decided_on, submitted_on, '') AS dated,
    project AS what,
    concat_ws(
        '|', route, applicant, is_linked, submitted_on, decided_on, outcome, kind, asked_gbp, awarded_gbp
    ) AS contents
FROM funding
UNION ALL
SELECT
    area_id,
    'fact on public record' AS about,
    fact_id AS event_key,
    coalesce(date_from, '') AS dated,
    what,
    concat_ws('|', theme, kind, what, value_number, value_words, date_from, date_to, who, base, detail) AS contents
FROM fact
WHERE area_id IS NOT NULL
ORDER BY area_id, about, event_key
