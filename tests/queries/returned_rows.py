"""Rows of returns as the tests of measures write them, and the figures that a measure makes of them.

``alder-row`` and ``birch-end`` are the areas. What is missing gives no row; a 0 stands only where a return says it.
"""

from typing import Any

import duckdb
from hypothesis import strategies as st

import queries
from etl.contract import DICTIONARY, contracts, ddl, read_contract
from etl.measuring.measures import Measure

USUAL: dict[str, dict[str, Any]] = {
    "allocation": {"what": "first award", "awarded_on": "2012-05"},
    "attendance": {"kind": "partnership"},
    "council_event": {"what": "Something happened.", "council_role": "supported", "source": "Minutes"},
    "deflator": {"release": "Made for the tests"},
    "funding": {"project": "Park", "source_name": "Fund", "route": "bid", "outcome": "won", "kind": "cash", "is_linked": True},
    "legacy": {"kind": "asset", "source": "Report"},
    "meeting": {"kind": "partnership"},
    "outcome_finding": {
        "outcome": "a better place to live", "finding": "It got better.", "method": "Interviews", "source": "Report",
        "is_independent": False,
    },
    "question": {
        "survey": "resident", "question_id": "influence", "from_round": "2016", "wording": "People here can influence things.",
        "scale": "strongly agree; agree; neither; disagree; do not know", "positive": "strongly agree; agree",
        "not_valid": "do not know", "belongs_to": "influence",
    },
    "return_status": {"state": "complete"},
    "review": {},
    "small_grant": {"recipient_kind": "group", "purpose": "Tools"},
    "spending": {"budget_line": "Youth work", "state": "paid"},
    "survey_answer": {"survey": "resident", "round": "2018", "question_id": "influence"},
    "theme": {},
    "volunteer_time": {"how_counted": "estimate"},
}  # fmt: skip
"""The values of columns that must not be empty, where a test gives none."""
WITHOUT_AREA = ("deflator", "question", "theme")

Database = duckdb.DuckDBPyConnection
Figures = dict[tuple[str, str], tuple[float | None, ...]]


def prepare(db: Database) -> None:
    """Make the tables of returns, the macros, and the tables that several measures start from."""
    for query in queries.named("macros"):
        db.execute(query.sql)
    for contract in contracts():
        if contract.folder == "returns":
            db.execute(ddl(contract, has_key=False))
    for query in queries.named("returned"):
        db.execute(f"CREATE TEMP VIEW {query.name} AS {query.sql}")


def add(db: Database, table: str, area_id: str | None = "alder-row", **columns: Any) -> None:
    """Add one row, with what is usual in the columns that must not be empty."""
    row = {**({} if table in WITHOUT_AREA else {"area_id": area_id}), **USUAL.get(table, {}), **columns}
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def spend(db: Database, half: str, spent_gbp: float | None, area_id: str = "alder-row", **columns: Any) -> None:
    """Add a line of spending of one half of a financial year, such as "2016-17 first"."""
    first, last = days(half)
    add(db, "spending", area_id, period_start=first, period_end=last, spent_gbp=spent_gbp, **columns)


def say(db: Database, table: str, period: str, state: str, area_id: str = "alder-row") -> None:
    """Add the state of one return, of a financial year such as "2016-17" or of a half of it."""
    first, last = days(period)
    add(db, "return_status", area_id, table_name=table, period_start=first, period_end=last, state=state)


def days(period: str) -> tuple[str, str]:
    """Return the first and the last day of a financial year such as "2016-17", or of a half of it, "2016-17 first"."""
    year, _, half = period.partition(" ")
    start = int(year[:4])
    return {
        "": (f"{start}-04-01", f"{start + 1}-03-31"),
        "first": (f"{start}-04-01", f"{start}-09-30"),
        "second": (f"{start}-10-01", f"{start + 1}-03-31"),
    }[half]


def figures(db: Database, measure_id: str, area_id: str = "") -> Any:
    """Return what a measure gives: numerator and denominator by place and period, or by period for one place.

    A mean has the sum of squares as the third.
    """
    rows = db.sql(queries.load(f"indicators/{measure_id}").sql).fetchall()
    parts_by_place: Figures = {(place, period): tuple(numbers) for place, period, *numbers in rows}
    assert len(parts_by_place) == len(rows), "one row a place and period"
    return (
        {period: parts for (place, period), parts in parts_by_place.items() if place == area_id}
        if area_id
        else parts_by_place
    )


def counts(db: Database, measure_id: str, area_id: str = "alder-row") -> dict[str, float]:
    """Return the counts or pounds of one area by period, of a measure that has no denominator."""
    parts_by_period = figures(db, measure_id, area_id)
    assert {denominator for _, denominator in parts_by_period.values()} <= {None}
    return {period: numerator for period, (numerator, _) in parts_by_period.items()}


# Any rows that may be returned

AREAS = st.sampled_from(["alder-row", "birch-end"])
DATES = st.none() | st.sampled_from(["2015", "2016", "2016-03", "2016-04-01", "2017-01-15"])
POUNDS = st.none() | st.integers(-20_000, 2_000_000).map(lambda pence: pence / 100)
SUMS = st.none() | st.integers(0, 2_000_000).map(lambda pence: pence / 100)
HALVES = st.sampled_from(["2015-16", "2015-16 first", "2015-16 second", "2016-17", "2016-17 second"]).map(days)


def choice(table: str, column: str) -> st.SearchStrategy[str]:
    """Return any of the values that a column may have."""
    return st.sampled_from(read_contract(DICTIONARY / f"{table}.yml").column(column).values)


def rows(most: int = 8, **columns: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Return any rows of these columns; ``span`` stands for both days of a period."""
    return st.lists(st.fixed_dictionaries({"area_id": AREAS, **columns}), max_size=most)


def add_all(db: Database, returned: dict[str, list[dict[str, Any]]]) -> None:
    """Add rows of several tables."""
    for table, listed in returned.items():
        for row in listed:
            first, last = row.get("span", (None, None))
            span = {"period_start": first, "period_end": last} if first else {}
            add(db, table, **{name: value for name, value in row.items() if name != "span"}, **span)


def hold(db: Database, measure: Measure) -> None:
    """Hold each figure of a measure to what is so for all of its kind, whatever was returned."""
    for (_, period), parts in figures(db, measure.measure_id).items():
        numerator, denominator, *squares = parts
        assert period and numerator is not None, measure.measure_id
        assert (denominator is None) == (measure.kind in ("count", "money")), measure.measure_id
        assert denominator is None or denominator > 0, measure.measure_id
        assert measure.kind != "proportion" or 0 <= numerator <= (denominator or 0), measure.measure_id
        assert squares == ([numerator**2] if measure.kind == "mean" else []), measure.measure_id
        assert measure.counts_people == "no" or not period.startswith("all"), f"{measure.measure_id}: single years only"
