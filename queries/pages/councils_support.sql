-- The support of councils for the bids and wins of some areas, counted as the measure of council support does: how many
-- bids and wins had each kind of support. One may have several kinds. $areas joins the ids of the areas by a dot.

WITH support AS (
    SELECT
        area_id,
        unnest(string_split(council_support, '; ')) AS support_kind
    FROM funding
    WHERE
        outcome IN ('won', 'lost', 'agreed')
        AND is_linked
        AND council_support IS NOT NULL
        AND list_contains(string_split($areas, '.'), area_id)
)

SELECT
    support_kind,
    count(*) AS bids_and_wins,
    count(DISTINCT area_id) AS areas
FROM support
GROUP BY support_kind
ORDER BY
    support_kind IN ('none', 'not recorded') ASC,
    bids_and_wins DESC,
    support_kind ASC
