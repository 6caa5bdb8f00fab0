-- Every account rests on a fact of its own area, or of the programme if it is about the programme.

SELECT account.account_id
FROM account
LEFT JOIN account_fact ON account.account_id = account_fact.account_id
LEFT JOIN fact ON account_fact.fact_id = fact.fact_id
GROUP BY
    account.account_id,
    account.area_id
HAVING count(*) FILTER (WHERE fact.area_id IS NOT DISTINCT FROM account.area_id AND fact.fact_id IS NOT NULL) < count(*)
