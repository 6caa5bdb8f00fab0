-- The events between areas and their councils, oldest first, with the number of events of the same kind, role, status,
-- and group and year. $areas joins the ids of the areas by a dot; $council_code is empty for all councils.
-- An event that names no council was with the area's council of that day. commitment_status follows a commitment as the
-- measure of commitments kept does: see council_commitments. A commitment made twice is followed once, and an answer to
-- one that was never made is 'unmatched'.

WITH chosen AS (
    SELECT unnest(string_split($areas, '.')) AS area_id
),

wanted AS (
    SELECT $council_code AS wanted_code
),

former AS (
    SELECT
        area_council.area_id,
        council.council_code,
        strftime(council.valid_to, '%Y-%m-%d') AS valid_until
    FROM area_council
    INNER JOIN council ON area_council.council_code = council.council_code
    WHERE
        area_council.role = 'former council'
        AND council.tier <> 'county'
        AND council.valid_to IS NOT NULL
    QUALIFY
        row_number()
            OVER (PARTITION BY area_council.area_id ORDER BY council.valid_to DESC, council.council_code ASC)
        = 1
),

event AS (
    SELECT
        happened.area_id,
        coalesce(happened.council_code, former.council_code, area.council_code) AS council_code,
        happened.happened_on,
        left(happened.happened_on, 4) AS happened_in,
        cast(
            CASE length(happened.happened_on)
                WHEN 4 THEN happened.happened_on || '-07-01'
                WHEN 7 THEN happened.happened_on || '-15'
                ELSE happened.happened_on
            END AS DATE
        ) AS near_day,
        happened.kind,
        CASE
            WHEN happened.kind = 'commitment made' THEN 'commitments made'
            WHEN happened.kind = 'commitment kept' THEN 'commitments kept'
            WHEN happened.kind = 'commitment not kept' THEN 'commitments not kept'
            WHEN happened.kind IN ('asset', 'staff', 'service agreement', 'barrier removed') THEN 'help'
            WHEN happened.kind IN ('joint statement', 'involvement in a decision') THEN 'deciding together'
            WHEN happened.kind = 'disagreement' THEN 'disagreements'
            ELSE 'other'
        END AS kind_group,
        happened.council_role,
        happened.commitment,
        happened.due_on,
        happened.what,
        happened.source,
        CASE
            WHEN happened.kind IN ('commitment kept', 'commitment not kept') AND followed.area_id IS NULL
                THEN 'unmatched'
            WHEN happened.kind <> 'commitment made' THEN ''
            WHEN happened.commitment IS NULL THEN 'without a name'
            WHEN row_number() OVER same_commitment > 1 THEN 'told again'
            ELSE followed.outcome
        END AS commitment_status
    FROM council_event AS happened
    INNER JOIN chosen ON happened.area_id = chosen.area_id
    INNER JOIN area ON happened.area_id = area.area_id
    LEFT JOIN former
        ON
            happened.area_id = former.area_id
            AND happened.happened_on <= left(former.valid_until, length(happened.happened_on))
    LEFT JOIN council_commitments((SELECT list(council_event) FROM council_event)) AS followed
        ON happened.area_id = followed.area_id AND happened.commitment = followed.commitment
    WINDOW
        same_commitment AS (
            PARTITION BY happened.area_id, happened.commitment, happened.kind
            ORDER BY happened.happened_on, happened.what
        )
)

SELECT
    event.area_id,
    event.council_code,
    council.official_name,
    event.happened_on,
    event.happened_in,
    event.near_day,
    event.kind,
    event.kind_group,
    event.council_role,
    event.commitment,
    event.due_on,
    event.what,
    event.source,
    event.commitment_status,
    count(*) OVER () AS of_all,
    count(DISTINCT event.area_id) OVER () AS areas_of_all,
    count(*) OVER (PARTITION BY event.kind) AS of_kind,
    count(DISTINCT event.area_id) OVER (PARTITION BY event.kind) AS areas_of_kind,
    count(*) OVER (PARTITION BY event.kind_group, event.happened_in) AS of_group_and_year,
    count(*) OVER (PARTITION BY event.council_role) AS of_role,
    count(*) OVER (PARTITION BY event.commitment_status) AS of_status,
    count(*) FILTER (WHERE event.commitment_status = 'unmatched') OVER (PARTITION BY event.kind) AS unmatched_of_kind,
    count(*) FILTER (WHERE event.commitment_status IN ('kept', 'not kept', 'date passed')) OVER () AS of_due,
    count(*) FILTER (WHERE event.commitment_status NOT IN ('', 'told again', 'unmatched')) OVER () AS of_commitments
FROM event
INNER JOIN wanted ON wanted.wanted_code IN ('', event.council_code)
LEFT JOIN council ON event.council_code = council.council_code
ORDER BY
    event.near_day,
    event.happened_on,
    event.area_id,
    event.kind,
    event.what
