-- Every source a measure names is described under sources in a .yml file beside a table: publisher, address, licence.

SELECT
    measure.measure_id,
    named.source_id
FROM measure
CROSS JOIN unnest(string_split(measure.sources, ', ')) AS named (source_id)
WHERE named.source_id NOT IN (SELECT source.source_id FROM source)
