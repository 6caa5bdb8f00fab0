"""The measures: one file each in ``queries/indicators``, a commented header and one SELECT.

The SELECT gives ``place_id, period, numerator, denominator`` at the finest place and period, and ``sum_squares`` of the
values where the figure is a mean; the build does the rest. ``queries/returned`` holds what several of them start from.
"""

from dataclasses import asdict, dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

import queries
from etl.contract import quoted
from etl.errors import DataError

KINDS = ("proportion", "rate", "count", "mean", "money", "index", "change")
CHOICES = {
    "kind": KINDS,
    "direction": ("higher better", "lower better", "none"),
    "counts people": ("no", "denominator", "numerator"),
    "interval": ("wilson", "byar", "t", "bootstrap", "none"),
    "roll up": ("sum", "median", "none"),
    "due": ("always", "while open"),
    "who may see it": ("everyone", "staff"),
}
TEXTS = ("name", "short", "topic", "unit", "in words", "sources", "method", "caveat")
NUMBERS = ("order", "per", "decimals", "minimum base")
OPTIONAL = ("asks", "people", "part years")
COLUMNS = ["place_id", "period", "numerator", "denominator"]
INDICATORS = queries.FOLDER / "indicators"


@dataclass(frozen=True)
class Measure:
    """The header of one measure's file, and its SELECT.

    ``counts_people`` says which part of the figure counts people: measures that do are held to the rules of disclosure.
    ``asks`` is the survey and what its question belongs to, "partnership, influence", so that a new wording is recognised
    as a break in the series; "" for most. ``people`` says who is counted where several measures count the same people,
    "voting members"; "" for most. ``part_years`` lists the years of a public source that it has only a part of, "2018".
    """

    measure_id: str
    name: str
    short: str
    topic: str
    unit: str
    in_words: str
    sources: str
    method: str
    caveat: str
    kind: str
    direction: str
    counts_people: str
    interval_by: str
    roll_up: str
    due: str
    who_may_see_it: str
    order_number: int
    per: int
    decimals: int
    minimum_base: int
    asks: str
    people: str
    part_years: str
    sql: str

    @property
    def columns(self) -> list[str]:
        """The columns its SELECT gives."""
        return [*COLUMNS, "sum_squares"] if self.kind == "mean" else COLUMNS


def measure(path: Path) -> Measure:
    """Return the measure in a file. Raise DataError naming the file and what its header lacks or has wrong."""
    try:
        query = queries.read(path)
    except ValueError as error:
        raise DataError(f"{path}: cannot be read ({error}).") from error
    header = _header(query.comment)
    missing = [key for key in (*TEXTS, *CHOICES, *NUMBERS) if not header.get(key)]
    wrong = [f"{key} is {header[key]!r}, expected one of: {', '.join(allowed)}" for key, allowed in CHOICES.items()
             if header.get(key) and header[key] not in allowed]  # fmt: skip
    wrong += [f"{key} is {header[key]!r}, expected a whole number" for key in NUMBERS
              if header.get(key) and not header[key].isdecimal()]  # fmt: skip
    if missing or wrong:
        lacks = [f"the header lacks {', '.join(missing)}"] if missing else []
        raise DataError(f"{path}: {'; '.join(lacks + wrong)}.")
    values: dict[str, Any] = {key: header[key] for key in (*TEXTS, *CHOICES)}
    values |= {key: int(header[key]) for key in NUMBERS}
    values |= {key: header.get(key, "") for key in OPTIONAL}
    values |= {"order number": values.pop("order"), "interval by": values.pop("interval")}
    fields = {key.replace(" ", "_"): value for key, value in values.items()}
    return Measure(measure_id=path.stem, sql=query.sql, **fields)


def _header(comment: str) -> dict[str, str]:
    """Return the ``key: value`` lines of a header; an indented line continues the value before it."""
    values: dict[str, str] = {}
    last = ""
    for line in comment.splitlines():
        key, colon, value = line.partition(":")
        if colon and key in (*TEXTS, *CHOICES, *NUMBERS, *OPTIONAL):
            last, values[key] = key, value.strip()
        elif last:
            values[last] += " " + line.strip()
    return values


def measures(folder: Path = INDICATORS) -> list[Measure]:
    """Return the measures of a folder in the order they are shown. Raise DataError listing what is wrong in any."""
    in_folder, problems = [], []
    for path in sorted(folder.glob("*.sql")):
        try:
            in_folder.append(measure(path))
        except DataError as error:
            problems += error.sentences
    if problems:
        raise DataError(*problems)
    return sorted(in_folder, key=attrgetter("order_number", "measure_id"))


def write_measures(db: duckdb.DuckDBPyConnection, registered: list[Measure]) -> None:
    """Write ``measure`` (the registry) and ``indicator_part`` (what each SELECT gives) into the database.

    ``indicator_part`` holds the small bases that are to be hidden, so it never leaves the database of staff.
    Raise DataError naming the measure if its SELECT fails or gives other columns.
    """
    registry = pd.DataFrame([asdict(measure) for measure in registered], columns=list(Measure.__dataclass_fields__))
    db.register("registry", registry)
    db.execute("CREATE TABLE measure AS SELECT * FROM registry")
    db.unregister("registry")
    db.execute(
        "CREATE TABLE indicator_part (measure_id VARCHAR, place_id VARCHAR, period VARCHAR, numerator DOUBLE, "
        "denominator DOUBLE, sum_squares DOUBLE, PRIMARY KEY (measure_id, place_id, period))"
    )
    for query in queries.named("returned"):
        db.execute(f"CREATE TEMP TABLE {quoted(query.name)} AS {query.sql}")
    for measure in registered:
        try:
            given = db.sql(measure.sql)
            if given.columns != measure.columns:
                raise DataError(f"the SELECT gives {', '.join(given.columns)}")
            into = ", ".join(map(quoted, measure.columns))
            db.execute(
                f"INSERT INTO indicator_part (measure_id, {into}) SELECT $measure_id, * FROM given",
                {"measure_id": measure.measure_id},
            )
        except (duckdb.Error, DataError) as error:
            raise DataError(
                f"queries/indicators/{measure.measure_id}.sql: {str(error).splitlines()[0]}; expected one SELECT of "
                f"{', '.join(measure.columns)}, one row a place and period."
            ) from error
