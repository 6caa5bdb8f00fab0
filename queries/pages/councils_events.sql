-- What happened between the areas and their councils, oldest first, with how many such things there are of its kind,
-- role, year and group. $areas joins the ids of the areas by a dot; $council_code is empty for all councils.
-- An event that names no council was with the area's council of that day. commitment_status follows a commitment as the
-- measure of commitments kept does: by its name, the last answer counts. A commitment told twice is followed once, and
-- an answer to none that was told as made is 'unmatched'.

WITH chosen AS (
    SELECT unnest(string_split($areas, '.')) AS area_id
),

asked AS (
    SELECT $council_code AS wanted_code
),

former AS (
    SELECT
        area_council.area_id,
        council.council_code,
        strftime(council.valid_to, '%Y-%m-%d') AS known_until
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

made AS (
    SELECT
        area_id,
        commitment,
        max(due_on) AS due_on
    FROM council_event
    WHERE kind = 'commitment made' AND commitment IS NOT NULL
    GROUP BY
        area_id,
        commitment
),

answered AS (
    SELECT
        area_id,
        commitment,
        arg_max(kind, (happened_on, kind)) AS kind
    FROM council_event
    WHERE kind IN ('commitment kept', 'commitment not kept') AND commitment IS NOT NULL
    GROUP BY
        area_id,
        commitment
),

latest AS (
    SELECT max(happened_on) AS known_until
    FROM council_event
),

told AS (
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
            WHEN happened.kind IN ('commitment kept', 'commitment not kept') AND made.area_id IS NULL THEN 'unmatched'
            WHEN happened.kind <> 'commitment made' THEN ''
            WHEN happened.commitment IS NULL THEN 'without a name'
            WHEN row_number() OVER same_commitment > 1 THEN 'told again'
            WHEN answered.kind = 'commitment kept' THEN 'kept'
            WHEN answered.kind = 'commitment not kept' THEN 'not kept'
            WHEN made.due_on < left(latest.known_until, length(made.due_on)) THEN 'date passed'
            ELSE 'still open'
        END AS commitment_status
    FROM council_event AS happened
    INNER JOIN chosen ON happened.area_id = chosen.area_id
    CROSS JOIN latest
    INNER JOIN area ON happened.area_id = area.area_id
    LEFT JOIN former
        ON
            happened.area_id = former.area_id
            AND happened.happened_on <= left(former.known_until, length(happened.happened_on))
    LEFT JOIN made ON happened.area_id = made.area_id AND happened.commitment = made.commitment
    LEFT JOIN answered ON happened.area_id = answered.area_id AND happened.commitment = answered.commitment
    WINDOW
        same_commitment AS (
            PARTITION BY happened.area_id, happened.commitment, happened.kind
            ORDER BY happened.happened_on, happened.what
        )
)

SELECT
    told.area_id,
    told.council_code,
    council.official_name,
    told.happened_on,
    told.happened_in,
    told.near_day,
    told.kind,
    told.kind_group,
    told.council_role,
    told.commitment,
    told.due_on,
    told.what,
    told.source,
    told.commitment_status,
    count(*) OVER () AS of_all,
    count(DISTINCT told.area_id) OVER () AS areas_of_all,
    count(*) OVER (PARTITION BY told.kind) AS of_kind,
    count(DISTINCT told.area_id) OVER (PARTITION BY told.kind) AS areas_of_kind,
    count(*) OVER (PARTITION BY told.kind_group, told.happened_in) AS of_group_and_year,
    count(*) OVER (PARTITION BY told.council_role) AS of_role,
    count(*) OVER (PARTITION BY told.commitment_status) AS of_status,
    count(*) FILTER (WHERE told.commitment_status = 'unmatched') OVER (PARTITION BY told.kind) AS unmatched_of_kind,
    count(*) FILTER (WHERE told.commitment_status IN ('kept', 'not kept', 'date passed')) OVER () AS of_due,
    count(*) FILTER (WHERE told.commitment_status NOT IN ('', 'told again', 'unmatched')) OVER () AS of_commitments
FROM told
INNER JOIN asked ON asked.wanted_code IN ('', told.council_code)
LEFT JOIN council ON told.council_code = council.council_code
ORDER BY
    told.near_day,
    told.happened_on,
    told.area_id,
    told.kind,
    told.what
