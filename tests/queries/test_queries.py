"""Every SQL file says what it is for, is one SELECT, runs on every build, and gives its rows in one order."""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import queries
from etl.building.build_files import current, staff_file
from etl.contract import quoted
from etl.rules import heading_lines

FOLDERS = ("pages", "checks", "views", "dated", "indicators", "returned", "figures")
FILES = [(folder, query) for folder in FOLDERS for query in queries.named(folder)]
PAGES = queries.named("pages")
FOR_STAFF = [query for query in PAGES if re.search(r"\brow_warning\b", query.sql)]
"""What staff alone are shown: words about single rows, of which the database of everyone has no table."""
CHECKS = [check for check in queries.named("checks") if "table" not in heading_lines(check)]

ONLY_REAL = ("councils_surveys", "funding_facts", "overview_record_years")
"""Queries of published facts of kinds that only the real programme has."""

EXAMPLES = {
    "tiny": {
        "area_id": ["alder-row", "gorse-lea", "fern-bank", "kiln-lane", "nowhere", ""],
        "areas": ["alder-row.birch-end.gorse-lea", "nowhere", ""],
        "council_code": ["", "E06999001", "E99999999"],
        "measure_id": [
            "residents",
            "turnout_returns",
            "deprivation_change",
            "nothing",
            "five_states",
            "voting_members",
        ],
        "period": ["2016", "2021", "2019 to 2025"],
        "kind": ["region", "council", "stand-in"],
        "place_id": ["alder-row", "E06999001", "nowhere"],
        "topic": ["Deprivation", "Homes", "Participation"],
        "places": ["programme:all.alder-row", "programme:same-areas"],
        "region": ["all", "Southmere"],
        "wave": ["all", "2"],
        "deprivation": ["all", "Most deprived tenth"],
        "outcode": ["ZZ9", "ZZ99"],
        "postcode": ["ZZ90AC", "ZZ99ZZ"],
        "measures": ["residents", "residents.turnout_returns.nothing", ""],
        "theme": ["participation", "nothing"],
    },
    "big_local": {
        "area_id": ["whitley-bay", "arches-local", "cell-lynemouth-cresswell-ellington-and-linton", ""],
        "areas": ["whitley-bay.arches-local", ""],
        "council_code": ["", "E06000035"],
        "measure_id": ["residents", "grants_gbp", "deprivation_change", "voting_members"],
        "period": ["2016", "2021", "2010 to 2025"],
        "kind": ["region", "council", "stand-in"],
        "place_id": ["whitley-bay", "E08000022"],
        "topic": ["People", "Grants nearby", "Funding wins"],
        "places": ["programme:all.whitley-bay", "E92000001"],
        "region": ["all", "London"],
        "wave": ["all", "2"],
        "deprivation": ["all", "Most deprived tenth"],
        "outcode": ["RM6", "BS13"],
        "postcode": ["RM65EH", "RM52BG"],
        "measures": ["residents.grants_gbp", ""],
        "theme": ["participation", "funding", "council"],
    },
    "practice": {
        "area_id": ["drubessel", "ploxallow", "flimizzel", "uzzorevel", ""],
        "areas": ["drubessel.drubarrix.drubettle", ""],
        "council_code": ["", "E99000131"],
        "measure_id": ["spent_gbp", "success_rate", "influence_members", "better_place", "event_attendance"],
        "period": ["2024", "2023", "2020", "2023", "2025"],
        "kind": ["region", "council", "stand-in"],
        "place_id": ["drubessel", "E99000001"],
        "topic": ["Funding wins", "Council relationship"],
        "places": ["programme:all.drubessel", "programme:same-areas"],
        "region": ["all", "London"],
        "wave": ["all", "2"],
        "deprivation": ["all", "Most deprived tenth"],
        "outcode": ["ZZ1"],
        "postcode": ["ZZ701AA"],
        "measures": ["event_attendance.cash_won_gbp.early_partnership", "spent_gbp"],
        "theme": ["participation"],
    },
}
"""Values to try for every parameter a page's query may take."""


def ids(value: object) -> str | None:
    return value.name if isinstance(value, queries.Query) else None


@pytest.fixture(scope="module", params=["tiny", "big_local"])
def build(request: pytest.FixtureRequest) -> tuple[str, Path]:
    """Return the name of a programme and its database."""
    path = current(request.getfixturevalue(f"{request.param}_build") / request.param)
    assert path is not None
    return request.param, path


@pytest.fixture(scope="module")
def db(build: tuple[str, Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the database of staff opened for reading, with what returns say worked out again beside it."""
    with duckdb.connect(str(staff_file(build[1])), read_only=True) as connection:
        for query in queries.named("returned"):
            connection.execute(f"CREATE TEMP TABLE {quoted(query.name)} AS {query.sql}")
        yield connection


@pytest.fixture(scope="module")
def public(build: tuple[str, Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the database of everyone opened for reading."""
    with duckdb.connect(str(build[1]), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def shuffled(build: tuple[str, Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a copy of the database of everyone in memory with the rows of every table in another order."""
    with duckdb.connect() as connection:
        shuffle(build[1], connection)
        yield connection


@pytest.fixture(scope="module")
def practice(practice_build: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, duckdb.DuckDBPyConnection]]:
    """Return Practice, the programme full of returns: the database of everyone, and its copy in another order."""
    path = current(practice_build / "practice")
    assert path is not None
    with duckdb.connect(str(path), read_only=True) as public, duckdb.connect() as connection:
        shuffle(path, connection)
        yield public, connection


@pytest.fixture(scope="module")
def shuffled_staff(build: tuple[str, Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a copy of the database of staff in memory with the rows of every table in another order."""
    with duckdb.connect() as connection:
        shuffle(staff_file(build[1]), connection)
        yield connection


def shuffle(path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Copy every table of a database, its rows in another order, and make the macros that queries use."""
    for query in queries.named("macros"):
        connection.execute(query.sql)
    connection.execute(f"ATTACH '{path}' AS built (READ_ONLY)")
    tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'built'").fetchall()
    for (name,) in tables:
        source = f"SELECT each_row FROM built.{quoted(name)} AS each_row"
        connection.execute(
            f"CREATE TABLE {quoted(name)} AS SELECT unnest(each_row) FROM ({source}) ORDER BY hash(each_row)"
        )


def examples(query: queries.Query, programme: str) -> list[dict[str, str]]:
    """Return sets of parameters for one query, as many as the longest list of values of one of them."""
    values = EXAMPLES[programme]
    unknown = query.parameters - values.keys()
    assert not unknown, f"pages/{query.name}.sql takes {', '.join(sorted(unknown))}: add values to EXAMPLES"
    count = max((len(values[name]) for name in query.parameters), default=1)
    return [{name: values[name][turn % len(values[name])] for name in query.parameters} for turn in range(count)]


@pytest.mark.parametrize(("folder", "query"), FILES, ids=ids)
def test_a_file_begins_with_what_it_is_for_and_is_one_select(folder: str, query: queries.Query):
    path = queries.FOLDER / folder / f"{query.name}.sql"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("-- ") and len(lines[0]) > 10
    assert lines[lines.index("") + 1].startswith(("SELECT", "WITH")), "a blank line, then the SELECT"
    (statement,) = duckdb.connect().extract_statements(query.sql)
    assert statement.type == duckdb.StatementType.SELECT


@pytest.mark.parametrize("query", CHECKS, ids=ids)
def test_a_check_runs_and_finds_no_bad_row(query: queries.Query, db: duckdb.DuckDBPyConnection):
    assert query.purpose.endswith(".") and not query.parameters
    assert db.sql(query.sql).fetchall() == []


@pytest.mark.parametrize("query", queries.named("views"), ids=ids)
def test_a_view_gives_the_rows_that_are_in_the_build(query: queries.Query, db: duckdb.DuckDBPyConnection):
    given = f"SELECT each_row::VARCHAR FROM ({query.sql}) AS each_row"
    built = f"SELECT each_row::VARCHAR FROM {quoted(query.name)} AS each_row"
    assert not query.parameters
    assert sorted(db.execute(given).fetchall()) == sorted(db.execute(built).fetchall())


@pytest.mark.parametrize("query", queries.named("indicators"), ids=ids)
def test_a_measure_has_one_row_a_place_and_period(query: queries.Query, db: duckdb.DuckDBPyConnection):
    given = db.sql(query.sql)
    squares = ["sum_squares"] if "kind: mean" in query.comment else []
    assert given.columns == ["place_id", "period", "numerator", "denominator", *squares] and not query.parameters
    rows = given.fetchall()
    assert rows or "sources: returns" in query.comment  # neither programme here has returns
    assert len({row[:2] for row in rows}) == len(rows)


@pytest.mark.parametrize("query", PAGES, ids=ids)
def test_a_page_query_runs_and_its_order_is_complete(
    query: queries.Query,
    build: tuple[str, Path],
    request: pytest.FixtureRequest,
):
    programme, _ = build
    names = ("db", "shuffled_staff") if query in FOR_STAFF else ("public", "shuffled")
    db, shuffled = (request.getfixturevalue(name) for name in names)
    in_one_order(query, programme, db, shuffled)


@pytest.mark.parametrize("query", [query for query in PAGES if query not in FOR_STAFF], ids=ids)
def test_a_page_query_finds_rows_among_returns_and_its_order_is_complete(
    query: queries.Query, practice: tuple[duckdb.DuckDBPyConnection, duckdb.DuckDBPyConnection]
):
    row_count = in_one_order(query, "practice", *practice)
    assert row_count or query.name in ONLY_REAL, "none of the examples finds a row: add one to EXAMPLES that does"


def in_one_order(
    query: queries.Query, programme: str, db: duckdb.DuckDBPyConnection, shuffled: duckdb.DuckDBPyConnection
) -> int:
    """Return how many rows a query finds for the examples; fail where it gives them in another order on shuffled tables."""
    row_count = 0
    for parameters in examples(query, programme):
        rows = db.execute(query.sql, parameters).fetchall()
        assert shuffled.execute(query.sql, parameters).fetchall() == rows, f"add to the ORDER BY, for {parameters}"
        row_count += len(rows)
    return row_count


@pytest.mark.parametrize("query", FOR_STAFF, ids=ids)
def test_a_page_query_for_staff_cannot_run_on_the_database_of_everyone(
    query: queries.Query, public: duckdb.DuckDBPyConnection
):
    with pytest.raises(duckdb.CatalogException, match="row_warning does not exist"):
        public.execute(query.sql)


@pytest.mark.parametrize("query", PAGES, ids=ids)
def test_a_page_query_lists_its_columns_and_orders_its_rows(query: queries.Query, db: duckdb.DuckDBPyConnection):
    assert not re.search(r"select\s+(distinct\s+)?(\w+\.)?\*", query.sql, re.IGNORECASE)
    columns = db.execute(query.sql, examples(query, "tiny")[0]).description
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", column[0]) for column in columns)
    if len(db.execute(query.sql, examples(query, "tiny")[0]).fetchall()) > 1:
        assert re.search(r"\border by\b", query.sql, re.IGNORECASE)


def test_every_measure_of_returns_names_a_return_that_it_is_made_from(db: duckdb.DuckDBPyConnection):
    lacking = "SELECT measure_id FROM measure WHERE sources = 'returns' EXCEPT SELECT measure_id FROM measure_return"
    tables = "SELECT DISTINCT table_name FROM measure_return WHERE measure_id = $measure_id"
    assert db.execute(lacking).fetchall() == []
    assert db.execute(tables, {"measure_id": "meetings_liaison"}).fetchall() == [("meeting",)]
    assert db.execute(tables, {"measure_id": "wins_by_bid"}).fetchall() == [("funding",)]


def test_the_dashboard_names_every_page_query():
    code = "\n".join(path.read_text(encoding="utf-8") for path in (queries.FOLDER.parent / "dashboard").rglob("*.py"))
    assert {query.name for query in PAGES} - set(re.findall(r'"([a-z_]+)"', code)) == set()


def test_a_file_without_a_comment_is_refused(tmp_path: Path):
    path = tmp_path / "bare.sql"
    path.write_text("SELECT 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="begin the file with a comment"):
        queries.read(path)


def test_a_query_knows_its_purpose_and_parameters(tmp_path: Path):
    path = tmp_path / "one.sql"
    path.write_text("-- What it is for.\n-- And more.\n\nSELECT $area_id, $period, $area_id;\n", encoding="utf-8")
    query = queries.read(path)
    assert (query.name, query.purpose, query.sql) == ("one", "What it is for.", "SELECT $area_id, $period, $area_id")
    assert query.parameters == {"area_id", "period"}
