"""A contract accepts what it declares, refuses the rest with a sentence, and never fails in any other way."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.contract import Column, Contract, contracts, ddl, quoted, read_contract
from etl.errors import DataError
from etl.reading.rows import MOST_PROBLEMS_SHOWN, text_rows, typed_rows

COLUMNS = {
    "text": Column("a_text", "text", "Text."),
    "code": Column("a_code", "text", "Code.", pattern=r"E\d{3}"),
    "choice": Column("a_choice", "text", "Choice.", values=("red", "blue")),
    "whole number": Column("a_whole_number", "whole number", "Whole.", least=-1, most=999_999_999_999_999),
    "year": Column("a_year", "whole number", "Year.", values=("2017", "2024")),
    "number": Column("a_number", "number", "Number.", least=0, most=100),
    "any number": Column("any_number", "number", "Number."),
    "date": Column("a_date", "date", "Date."),
    "partial date": Column("a_partial_date", "partial date", "Partial."),
    "yes or no": Column("is_so", "yes or no", "Flag."),
}


def table(*columns: Column, key: str = "") -> Contract:
    return Contract("thing", "one thing", "Things.", "returns", (key or columns[0].name,), columns)


def written(path: Path, *rows: list[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def typed(contract: Contract, path: Path) -> list[list[object]]:
    return typed_rows(contract, text_rows(path), path.name).to_numpy().tolist()


def refusal(contract: Contract, path: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        typed(contract, path)
    return list(caught.value.sentences)


@pytest.mark.parametrize(
    ("column_kind", "text", "value"),
    [
        ("text", " kept as it stands ", " kept as it stands "),
        ("text", 'a "quote", a comma and\na second line', 'a "quote", a comma and\na second line'),
        ("text", "NA", "NA"),
        ("code", "E123", "E123"),
        ("choice", "blue", "blue"),
        ("whole number", "0", 0),
        ("whole number", "-1", -1),
        ("whole number", "999999999999999", 999_999_999_999_999),
        ("year", "2024", 2024),
        ("number", "0", 0.0),
        ("number", "100", 100.0),
        ("number", "0.000000000000001", 1e-15),
        ("any number", "-12.5", -12.5),
        ("any number", "123456789012345", 123_456_789_012_345.0),
        ("date", "2016-02-29", date(2016, 2, 29)),
        ("date", "2000-02-29", date(2000, 2, 29)),
        ("partial date", "2016", "2016"),
        ("partial date", "2016-12", "2016-12"),
        ("partial date", "2016-02-29", "2016-02-29"),
        ("yes or no", "yes", True),
        ("yes or no", "no", False),
    ],
)
def test_a_type_accepts(column_kind: str, text: str, value: object, tmp_path: Path):
    column = COLUMNS[column_kind]
    assert typed(table(column), written(tmp_path / "thing.csv", [column.name], [text])) == [[value]]


@pytest.mark.parametrize(
    ("column_kind", "text"),
    [
        ("code", "E12"), ("code", "E1234"), ("code", "e123"), ("code", "E12３"), ("code", "E123\n"),
        ("choice", "green"), ("choice", "Red"), ("choice", "red "),
        ("whole number", "-2"), ("whole number", "1000000000000000"), ("whole number", "1.0"), ("whole number", "1e3"),
        ("whole number", "+1"), ("whole number", " 1"), ("whole number", "１２"), ("whole number", "0x10"),
        ("year", "2018"), ("year", "2017.0"),
        ("number", "-0.01"), ("number", "100.01"), ("number", "1,20O"), ("number", "1,200"), ("number", "12 %"),
        ("number", "£5"), ("number", "1e2"), ("number", "nan"), ("number", "inf"), ("number", "."), ("number", "1."),
        ("any number", "1234567890123456"), ("any number", "0.1234567890123456"), ("any number", "٣"),
        ("date", "2015-02-29"), ("date", "1900-02-29"), ("date", "2016-13-01"), ("date", "2016-1-1"),
        ("date", "01/02/2016"), ("date", "20160201"), ("date", "2016-W07-4"), ("date", "0000-01-01"), ("date", "2016"),
        ("partial date", "2015-02-29"), ("partial date", "2016-00"), ("partial date", "2016-13"),
        ("partial date", "2016-04-31"), ("partial date", "16"), ("partial date", "2016-2"), ("partial date", "２０１６"),
        ("partial date", "2016-W07-4"), ("partial date", "February 2016"),
        ("yes or no", "Yes"), ("yes or no", "true"), ("yes or no", "1"), ("yes or no", "y"),
    ],
)  # fmt: skip
def test_a_type_refuses_with_the_file_row_column_value_and_what_was_expected(
    column_kind: str, text: str, tmp_path: Path
):
    column = COLUMNS[column_kind]
    path = written(tmp_path / "thing.csv", [column.name], [text])
    assert refusal(table(column), path) == [f"thing.csv, row 2, {column.name}: {text!r} is not {column.expected}."]


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (COLUMNS["text"], "some text"),
        (COLUMNS["code"], r"some text of the form E\d{3}"),
        (COLUMNS["choice"], "one of: red, blue"),
        (Column("n", "whole number", "", least=1, most=3), "a whole number from 1 to 3"),
        (Column("n", "number", "", least=0), "a number of at least 0"),
        (COLUMNS["date"], "a date such as 2016-02-18"),
    ],
)
def test_what_was_expected_is_described_in_words(column: Column, words: str):
    assert column.expected == words


def test_row_1_is_the_header_and_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path: Path):
    path = tmp_path / "thing.csv"
    path.write_bytes(b'a_number,a_text\r\n1,"two\r\nlines"\r\n\r\n,\r\n"1,20O",b\r\n\r\n')
    (sentence,) = refusal(table(COLUMNS["number"], COLUMNS["text"], key="a_text"), path)
    assert sentence == "thing.csv, row 5, a_number: '1,20O' is not a number from 0 to 100."


def test_all_problems_are_reported_at_once(tmp_path: Path):
    contract = table(COLUMNS["text"], COLUMNS["number"], COLUMNS["yes or no"])
    rows = [["a", "1", "yes"], ["a", "101", "maybe"], ["", "2", "no"]]
    path = written(tmp_path / "thing.csv", [column.name for column in contract.columns], *rows)
    assert refusal(contract, path) == [
        "thing.csv, row 4, a_text: is empty; expected some text.",
        "thing.csv, row 3, a_number: '101' is not a number from 0 to 100.",
        "thing.csv, row 3, is_so: 'maybe' is not yes or no.",
        "thing.csv, row 3: the a_text 'a' is there twice.",
    ]


def test_a_long_list_of_problems_is_cut_short_with_a_count(tmp_path: Path):
    path = written(tmp_path / "thing.csv", ["a_number"], *[[f"x{row}"] for row in range(MOST_PROBLEMS_SHOWN + 7)])
    sentences = refusal(table(COLUMNS["number"]), path)
    assert len(sentences) == MOST_PROBLEMS_SHOWN + 1
    assert sentences[-1] == "... and 7 more of the same file."


def test_missing_and_extra_columns_are_named(tmp_path: Path):
    path = written(tmp_path / "thing.csv", ["a_text", "a_txet", "a_text"], ["1", "2", "3"])
    assert refusal(table(COLUMNS["text"], COLUMNS["date"]), path) == [
        "thing.csv: lacks the column a_date.",
        "thing.csv: has the column a_txet, which thing does not.",
        "thing.csv: has the column a_text.1, which thing does not.",
    ]


def test_columns_may_be_in_any_order(tmp_path: Path):
    path = written(tmp_path / "thing.csv", ["a_number", "a_text"], ["1", "b"])
    assert typed(table(COLUMNS["text"], COLUMNS["number"]), path) == [["b", 1.0]]


def test_an_empty_cell_is_missing_where_the_contract_allows_it_and_refused_where_not(tmp_path: Path):
    may = Column("may_be_empty", "number", "", empty="it does not apply")
    path = written(tmp_path / "thing.csv", ["a_text", "may_be_empty"], ["a", ""], ["b", "0"])
    assert typed(table(COLUMNS["text"], may), path) == [["a", None], ["b", 0.0]]
    must = Column("may_be_empty", "number", "")
    assert refusal(table(COLUMNS["text"], must), path) == [
        "thing.csv, row 2, may_be_empty: is empty; expected a number."
    ]


def test_a_key_of_two_columns_may_repeat_in_one_of_them(tmp_path: Path):
    contract = Contract("thing", "", "", "returns", ("a_text", "a_date"), (COLUMNS["text"], COLUMNS["date"]))
    good = [["a", "2016-01-01"], ["a", "2016-01-02"]]
    assert len(typed(contract, written(tmp_path / "thing.csv", ["a_text", "a_date"], *good))) == 2
    path = written(tmp_path / "thing.csv", ["a_text", "a_date"], *good, good[0])
    assert refusal(contract, path) == ["thing.csv, row 4: the a_text and a_date 'a, 2016-01-01' is there twice."]


@pytest.mark.parametrize(
    "content",
    [b"", b"a_text\n\xff\xfe\n", b'a_text\n"open', b"a_text\n1,2\n3,4\n", b"a_text,a_number\n1,2\n1,2,3\n"],
    ids=["empty", "not UTF-8", "open quote", "one value too many in every row", "one too many in one row"],
)
def test_a_file_that_is_no_table_is_refused_by_name(content: bytes, tmp_path: Path):
    path = tmp_path / "thing.csv"
    path.write_bytes(content)
    assert str(path) in refusal(table(COLUMNS["text"]), path)[0]


def test_a_row_that_ends_early_has_empty_cells(tmp_path: Path):
    path = tmp_path / "thing.csv"
    path.write_bytes("\ufeffa_text,a_number\nb\n".encode())
    assert refusal(table(COLUMNS["text"], COLUMNS["number"]), path) == [
        "thing.csv, row 2, a_number: is empty; expected a number from 0 to 100."
    ]


TABLES = [Contract(f"of_{column.name}", "", "", "returns", (column.name,), (column,)) for column in COLUMNS.values()]
CELLS = st.one_of(
    st.text(max_size=20),
    st.from_regex(r"[-+]?[0-9.,eE]{0,18}", fullmatch=True),
    st.from_regex(r"\d{4}-\d{1,2}(-\d{1,2})?", fullmatch=True),
    st.sampled_from(["yes", "no", "red", "E123", "2017", "2016-02-29", "1", "99.5"]),
)


@pytest.fixture(scope="module")
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a database with one table for each type of column."""
    with duckdb.connect() as connection:
        for contract in TABLES:
            connection.execute(ddl(contract))
        yield connection


@settings(max_examples=200, deadline=None)
@given(contract=st.sampled_from(TABLES), cell=CELLS)
def test_any_text_in_any_cell_gives_a_value_that_fits_the_table_or_a_data_error(
    contract: Contract, cell: str, db: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory
):
    path = written(tmp_path_factory.getbasetemp() / "any.csv", list(contract.key), [cell])
    try:
        rows = typed_rows(contract, text_rows(path), "any.csv")
    except DataError:
        return
    db.register("given", rows)
    db.execute(f"INSERT INTO {quoted(contract.table)} SELECT * FROM given")
    kept = db.execute(f"DELETE FROM {quoted(contract.table)} RETURNING *").fetchall()
    assert kept == list(rows.itertuples(index=False, name=None))


@pytest.mark.parametrize("name", ["", "1a", "A", "a-b", "a b", 'a"b', "a;drop", "a.b", "ä", "a\n", "_a"])
def test_only_plain_names_become_part_of_a_statement(name: str):
    with pytest.raises(ValueError, match="not a name a contract may use"):
        quoted(name)


def test_a_plain_name_is_quoted_so_that_a_word_of_sql_can_be_one():
    assert quoted("order") == '"order"'


GOOD = (
    "each_row_is: one\ndescription: Things.\nfolder: returns\nkey: [a]\ncolumns:\n  a: {type: text, description: A.}\n"
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "cannot be read"),
        ("[1, 2]", "cannot be read"),
        ("a: [", "cannot be read"),
        ("columns: 3\n", "is not a contract"),
        (GOOD.replace("key: [a]\n", ""), "'key'"),
        (GOOD.replace("folder: returns\n", ""), "folder"),
        (GOOD + "colour: red\n", "colour"),
        (GOOD.replace("type: text", "type: txet"), "unknown type 'txet'"),
        (GOOD.replace("type: text, ", ""), "'type'"),
        (GOOD.replace("key: [a]", "key: [b]"), "the key names b"),
        (GOOD.replace("  a:", "  A b:"), "'A b' is not a name"),
        (GOOD.replace("type: text", "type: text, pattern: '['"), "unterminated"),
        (GOOD.replace("type: text", "type: text, references: area"), "expected table.column"),
        (GOOD.replace("type: text", "type: text, colour: red"), "colour"),
        (GOOD.replace("type: text", "type: text, within: b, values: {x: [y]}"), "must be listed for each value of 'b'"),
        (GOOD.replace("type: text", "type: text, values: {x: [y]}"), "must be listed for each value of ''"),
    ],
)
def test_a_broken_contract_gives_a_data_error_that_names_the_file(text: str, message: str, tmp_path: Path):
    path = tmp_path / "thing.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"thing\.yml") as caught:
        read_contract(path)
    assert message in str(caught.value)


def test_a_good_contract_makes_a_table_with_its_key_and_what_may_be_empty(tmp_path: Path):
    path = tmp_path / "thing.yml"
    path.write_text(GOOD + "  b: {type: number, empty: sometimes, description: B.}\n", encoding="utf-8")
    assert ddl(read_contract(path)) == 'CREATE TABLE "thing" ("a" VARCHAR NOT NULL, "b" DOUBLE, PRIMARY KEY ("a"))'


def test_every_reference_of_the_real_contracts_is_to_a_column_that_is_a_key():
    keys = {f"{contract.table}.{contract.key[0]}" for contract in contracts() if len(contract.key) == 1}
    assert {column.references for contract in contracts() for column in contract.columns if column.references} <= keys


def test_every_column_of_the_real_contracts_is_described_and_names_its_unit():
    for contract in contracts():
        for column in contract.columns:
            assert column.description, f"{contract.table}.{column.name}"
            assert not column.name.endswith("_pct") or column.unit == "%", f"{contract.table}.{column.name}"
