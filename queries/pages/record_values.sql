-- The themes, kinds and years of the facts on record, the latest year first; part says which of them a choice is.

WITH fact_value AS (
    SELECT DISTINCT
        unnest(['theme', 'kind', 'year']) AS part,
        unnest([theme, kind, coalesce(left(coalesce(date_from, date_to), 4), 'no date')]) AS choice
    FROM fact
)

SELECT
    part,
    choice
FROM fact_value
ORDER BY
    part ASC,
    CASE WHEN part = 'year' AND choice != 'no date' THEN -cast(choice AS INTEGER) ELSE 0 END ASC,
    choice ASC
