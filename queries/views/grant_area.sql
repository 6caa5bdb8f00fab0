-- Which areas a grant belongs to: by the places its money is for; where none finer than a district is named, by the
-- place of the organisation that got it, which may be a head office.
-- share (0 to 1) is the part of the places named that lies in the area: two wards, one of them half in it, make 0.25.
-- Only the finest kind of place that finds an area counts: LSOA, MSOA, then ward. LSOAs and MSOAs are those of 2021, so
-- that a code of 2011 that has gone finds nothing; a ward is taken as it was in the latest year on record.

WITH lsoa AS (
    SELECT DISTINCT
        msoa_code,
        lsoa_code,
        residents
    FROM area_place
),

msoa AS (
    SELECT
        msoa_code,
        sum(residents) AS residents
    FROM lsoa
    GROUP BY msoa_code
),

place_area AS (
    SELECT
        lsoa_code AS code,
        area_id,
        lsoa_in_area_pct / 100 AS in_area
    FROM area_place
    UNION ALL
    SELECT
        area_place.msoa_code AS code,
        area_place.area_id,
        sum(area_place.residents * area_place.lsoa_in_area_pct) / 100 / any_value(msoa.residents) AS in_area
    FROM area_place
    INNER JOIN msoa ON area_place.msoa_code = msoa.msoa_code AND msoa.residents > 0
    GROUP BY
        area_place.msoa_code,
        area_place.area_id
    UNION ALL
    SELECT
        ward_code AS code,
        area_id,
        arg_max(ward_in_area_pct, ward_year) / 100 AS in_area
    FROM area_ward
    GROUP BY
        ward_code,
        area_id
    UNION ALL
    SELECT
        postcode.outcode || unnest(string_split(postcode.incodes, ' ')) AS code,
        area_place.area_id,
        area_place.lsoa_in_area_pct / 100 AS in_area
    FROM postcode
    INNER JOIN area_place ON postcode.lsoa_code = area_place.lsoa_code
),

named_place AS (
    SELECT
        grant_id,
        1 AS turn,
        unnest(string_split_regex(upper(beneficiary_codes), '[^A-Z0-9]+')) AS code
    FROM "grant"
    UNION
    SELECT
        grant_id,
        2 AS turn,
        unnest(string_split_regex(upper(recipient_codes), '[^A-Z0-9]+')) AS code
    FROM "grant"
    UNION
    SELECT
        grant_id,
        3 AS turn,
        regexp_replace(upper(unnest(string_split(recipient_postcode, ';'))), '[^A-Z0-9]', '', 'g') AS code
    FROM "grant"
),

fine_place AS (
    SELECT
        grant_id,
        turn,
        code,
        CASE
            WHEN turn = 3 OR regexp_full_match(code, '[EWS]01[0-9]{6}') THEN 1
            WHEN regexp_full_match(code, '[EWS]02[0-9]{6}') THEN 2
            WHEN regexp_full_match(code, '([EW]05|S13)[0-9]{6}') THEN 3
        END AS fineness
    FROM named_place
    WHERE code <> ''
),

counted AS (
    SELECT
        grant_id,
        turn,
        code,
        fineness,
        count(*) OVER (PARTITION BY grant_id, turn, fineness) AS places,
        min(turn) OVER (PARTITION BY grant_id) AS first_turn
    FROM fine_place
    WHERE fineness IS NOT NULL
)

SELECT
    counted.grant_id,
    place_area.area_id,
    ['beneficiary location', 'recipient location', 'recipient postcode'][counted.turn] AS matched_by,
    ['census area', 'census area', 'ward'][counted.fineness] AS how_sure,
    round(sum(place_area.in_area) / any_value(counted.places), 4) AS share -- noqa: RF04
FROM counted
INNER JOIN place_area ON counted.code = place_area.code
WHERE counted.turn = 1 OR counted.first_turn > 1
GROUP BY
    counted.grant_id,
    counted.turn,
    counted.fineness,
    place_area.area_id
QUALIFY rank() OVER (PARTITION BY counted.grant_id ORDER BY counted.turn, counted.fineness) = 1
