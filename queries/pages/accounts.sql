-- Accounts of what happened, in our own words: those of areas, the latest first, then those of the programme.

SELECT
    account.account_id,
    account.area_id,
    area.area_name,
    account.theme,
    account.title,
    account.council_role,
    account.what_happened,
    account.outcome,
    account.year
FROM account
LEFT JOIN area ON account.area_id = area.area_id
ORDER BY
    account.area_id IS NULL ASC,
    coalesce(right(account.year, 4), '') DESC,
    area.area_name ASC,
    account.account_id ASC
