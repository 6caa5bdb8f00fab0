-- The shares that published pages give for the whole programme in two years or more, on one theme, each year's figure
-- with its page. subject is what was counted, without the year that its wording ends with.

WITH yearly AS (
    SELECT
        regexp_replace(what, ', [0-9]{4}$', '') AS subject,
        left(date_from, 4) AS in_year,
        value_number,
        value_unit,
        base,
        source_url
    FROM fact
    WHERE theme = $theme AND area_id IS NULL AND value_unit = '%' AND date_from IS NOT NULL AND date_to IS NULL
),

dated AS (
    SELECT
        subject,
        count(DISTINCT in_year) AS years
    FROM yearly
    GROUP BY subject
)

SELECT
    yearly.subject,
    yearly.in_year,
    yearly.value_number,
    yearly.value_unit,
    yearly.base,
    yearly.source_url
FROM yearly
INNER JOIN dated ON yearly.subject = dated.subject
WHERE dated.years >= 2
ORDER BY
    yearly.subject,
    yearly.in_year,
    yearly.source_url
