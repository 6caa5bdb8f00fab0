-- Every measure of returns is made from a table of returns that is known by name.

SELECT measure_id
FROM measure
WHERE sources = 'returns' AND measure_id NOT IN (SELECT measure_return.measure_id FROM measure_return)
