-- Every fact has the address of its page, or names the publisher of a page whose address is withheld.

SELECT fact_id
FROM fact
WHERE source_url IS NULL AND source_publisher IS NULL
