-- The pages behind each account, each once: address, title and publisher of the facts that it rests on.

SELECT DISTINCT
    account_fact.account_id,
    fact.source_url,
    coalesce(fact.source_title, fact.source_publisher, 'A published page') AS source_title,
    fact.source_publisher,
    fact.source_is_copy
FROM account_fact
INNER JOIN fact ON account_fact.fact_id = fact.fact_id
ORDER BY
    account_fact.account_id,
    source_title,
    fact.source_url
