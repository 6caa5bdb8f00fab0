"""Where the classes of the map begin, on a few areas whose fifths can be read off."""

import duckdb

import queries
from tests.queries.figure_rows import add, add_areas, make, prepare


def test_spans_of_years_have_classes_of_their_own_and_single_years_share_theirs():
    with duckdb.connect() as db:
        prepare(db)
        add(db, "measure", measure_id="m", kind="count", interval_by="none")
        names = "a b c d e f"
        add_areas(db, names)
        for period, size in (("2019", 10), ("2020", 10), ("all years", 1000)):
            for place, name in enumerate(names.split(), 1):
                add(db, "figure", measure_id="m", place_id=name, period=period, numerator=size * place, denominator=1)
        make(db, "indicator_value", "indicator_area", "measure_break")

        def edges(period: str) -> list[float]:
            rows = db.execute(queries.load("pages/measure_breaks").sql, {"measure_id": "m", "period": period})
            return [edge for (edge,) in rows.fetchall()]

        assert edges("2019") == edges("2020") == [20, 30, 40, 50]
        assert edges("all years") == [2000, 3000, 4000, 5000]
