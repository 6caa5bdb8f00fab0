-- What is unusual in one area against its similar areas, and how many measures were tested.

SELECT
    stands_out_tested.tested,
    stands_out.measure_id,
    stands_out.period,
    stands_out.side,
    stands_out.value,
    stands_out.similar_value,
    stands_out.similar_areas
FROM stands_out_tested
LEFT JOIN stands_out ON stands_out_tested.area_id = stands_out.area_id
WHERE stands_out_tested.area_id = $area_id
ORDER BY
    stands_out.side,
    stands_out.measure_id
