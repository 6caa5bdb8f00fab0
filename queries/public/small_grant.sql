-- Small grants as everyone may see them: those to individuals are added up for each area and year, without a purpose.
-- That is no more than the measures of small grants, less the grants that are listed, show.

SELECT
    area_id,
    awarded_on,
    recipient_kind,
    purpose,
    amount_gbp
FROM staff.small_grant
WHERE recipient_kind IS DISTINCT FROM 'individual'
UNION ALL
SELECT
    area_id,
    left(awarded_on, 4) AS awarded_on,
    recipient_kind,
    'small grants to individuals, added up' AS purpose,
    sum(amount_gbp ORDER BY amount_gbp) AS amount_gbp
FROM staff.small_grant
WHERE recipient_kind = 'individual'
GROUP BY
    area_id,
    left(awarded_on, 4),
    recipient_kind
