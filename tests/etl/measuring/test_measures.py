"""The header of a measure's file holds all that is shown of it; its SELECT gives one row a place and period.

It gives four columns, and a fifth, the sum of squares, where the figure is a mean.
"""

from pathlib import Path

import duckdb
import pytest

import queries
from etl.contract import contracts, ddl
from etl.errors import DataError
from etl.measuring.measures import measure, measures, write_measures

HEADER = """\
-- order: 7
-- name: Homes with a garden
-- short: Gardens
-- topic: Homes
-- unit: % of homes
-- in words: in {area}, {value} of homes have a garden
-- kind: proportion
-- direction: none
-- counts people: denominator
-- interval: wilson
-- roll up: sum
-- due: while open
-- who may see it: everyone
-- per: 1
-- decimals: 1
-- minimum base: 5
-- sources: gardens, homes
-- method: Gardens counted by hand, then
--   divided: by homes.
-- caveat: Balconies are left out.
"""
MEAN = HEADER.replace("kind: proportion", "kind: mean").replace("interval: wilson", "interval: t")
SELECT = "\nSELECT 'a' AS place_id, '2016' AS period, 1.0 AS numerator, 2.0 AS denominator\n"


def written(folder: Path, text: str, name: str = "gardens") -> Path:
    path = folder / f"{name}.sql"
    path.write_text(text, encoding="utf-8")
    return path


def figures(folder: Path) -> list[tuple[object, ...]]:
    """Return what the measures of a folder give where every table of every contract is there and holds no rows."""
    with duckdb.connect() as db:
        for query in queries.named("macros"):
            db.execute(query.sql)
        for contract in contracts():
            db.execute(ddl(contract))
        write_measures(db, measures(folder))
        return db.execute("SELECT * FROM indicator_part ORDER BY ALL").fetchall()


def test_a_header_is_read_in_full(tmp_path: Path):
    gardens = measure(written(tmp_path, HEADER + SELECT))
    assert (gardens.measure_id, gardens.name, gardens.order_number, gardens.decimals, gardens.minimum_base) == (
        "gardens", "Homes with a garden", 7, 1, 5,
    )  # fmt: skip
    assert (gardens.counts_people, gardens.due, gardens.roll_up, gardens.sources) == (
        "denominator", "while open", "sum", "gardens, homes",
    )  # fmt: skip
    assert (gardens.interval_by, gardens.asks) == ("wilson", "")
    assert gardens.sql == SELECT.strip()


def test_a_header_may_say_of_which_question_a_measure_is(tmp_path: Path):
    gardens = measure(
        written(tmp_path, HEADER.replace("-- sources", "-- asks: partnership, influence\n-- sources") + SELECT)
    )
    assert (gardens.asks, gardens.sources) == ("partnership, influence", "gardens, homes")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("counts people: yes", "counts people is 'yes', expected one of: no, denominator, numerator"),
        ("counts people:", "the header lacks counts people"),
        ("interval: normal", "interval is 'normal', expected one of: wilson, byar, t, bootstrap, none"),
        ("interval:", "the header lacks interval"),
    ],
)
def test_a_header_has_to_say_which_part_counts_people_and_how_its_interval_is_made(
    line: str, problem: str, tmp_path: Path
):
    key = line.partition(":")[0]
    (header_line,) = [text for text in HEADER.splitlines() if text.startswith(f"-- {key}:")]
    with pytest.raises(DataError) as caught:
        measure(written(tmp_path, HEADER.replace(header_line, f"-- {line}") + SELECT))
    assert caught.value.sentences == (f"{tmp_path / 'gardens.sql'}: {problem}.",)


def test_an_indented_line_goes_on_with_the_one_before_it_even_with_a_colon(tmp_path: Path):
    assert measure(written(tmp_path, HEADER + SELECT)).method == "Gardens counted by hand, then divided: by homes."


def test_all_problems_of_a_header_are_listed_at_once(tmp_path: Path):
    text = HEADER.replace("-- topic: Homes\n", "").replace("-- per: 1\n", "-- per:\n")
    text = text.replace("kind: proportion", "kind: share").replace("decimals: 1", "decimals: one")
    with pytest.raises(DataError) as caught:
        measure(written(tmp_path, text + SELECT))
    (sentence,) = caught.value.sentences
    assert sentence.endswith(
        "gardens.sql: the header lacks topic, per; kind is 'share', expected one of: proportion, rate, count, mean, money, "
        "index, change; decimals is 'one', expected a whole number."
    )


@pytest.mark.parametrize("number", ["-1", "1.5", "²", "1 "])
def test_a_number_of_a_header_is_a_whole_number(number: str, tmp_path: Path):
    text = HEADER.replace("decimals: 1", f"decimals: {number}") + SELECT
    if number.strip().isdecimal():
        assert measure(written(tmp_path, text)).decimals == int(number)
        return
    with pytest.raises(DataError, match="expected a whole number"):
        measure(written(tmp_path, text))


def test_the_problems_of_several_files_are_listed_at_once(tmp_path: Path):
    written(tmp_path, HEADER.replace("kind: proportion", "kind: share") + SELECT, "first")
    written(tmp_path, SELECT, "second")
    written(tmp_path, HEADER + SELECT, "third")
    with pytest.raises(DataError) as caught:
        measures(tmp_path)
    assert [Path(sentence.partition(":")[0]).name for sentence in caught.value.sentences] == ["first.sql", "second.sql"]


def test_measures_are_in_the_order_in_which_they_are_shown(tmp_path: Path):
    written(tmp_path, HEADER.replace("order: 7", "order: 10") + SELECT, "a")
    written(tmp_path, HEADER + SELECT, "c")
    written(tmp_path, HEADER + SELECT, "b")
    assert [registered.measure_id for registered in measures(tmp_path)] == ["b", "c", "a"]


def test_the_figures_of_every_measure_stand_in_one_long_table(tmp_path: Path):
    written(tmp_path, HEADER + SELECT, "a")
    written(tmp_path, HEADER + SELECT, "b")
    assert figures(tmp_path) == [("a", "a", "2016", 1.0, 2.0, None), ("b", "a", "2016", 1.0, 2.0, None)]


def test_a_mean_gives_its_sum_of_squares_in_a_fifth_column(tmp_path: Path):
    select = SELECT.replace("AS denominator", "AS denominator, 0.5 AS sum_squares")
    written(tmp_path, MEAN + select)
    assert figures(tmp_path) == [("gardens", "a", "2016", 1.0, 2.0, 0.5)]


@pytest.mark.parametrize(
    ("header", "select", "gives", "expected"),
    [
        (
            MEAN,
            SELECT,
            "place_id, period, numerator, denominator",
            "place_id, period, numerator, denominator, sum_squares",
        ),
        (
            HEADER,
            SELECT.replace("AS denominator", "AS denominator, 0.5 AS sum_squares"),
            "place_id, period, numerator, denominator, sum_squares",
            "place_id, period, numerator, denominator",
        ),
    ],
    ids=["a mean without", "a share with"],
)
def test_a_sum_of_squares_is_given_by_means_alone(header: str, select: str, gives: str, expected: str, tmp_path: Path):
    written(tmp_path, header + select)
    with pytest.raises(DataError) as caught:
        figures(tmp_path)
    assert caught.value.sentences == (
        f"queries/indicators/gardens.sql: the SELECT gives {gives}; expected one SELECT of {expected}, "
        "one row a place and period.",
    )


def test_a_select_may_start_from_what_several_measures_share(tmp_path: Path):
    select = """
SELECT area_id AS place_id, financial_year AS period, sum(awarded_gbp) AS numerator, NULL::DOUBLE AS denominator
FROM win
GROUP BY ALL
"""
    written(tmp_path, HEADER + select)
    assert figures(tmp_path) == []  # nothing was won, as no returns are there


@pytest.mark.parametrize(
    ("select", "problem"),
    [
        (SELECT.replace("AS period", "AS year"), "the SELECT gives place_id, year, numerator, denominator"),
        (SELECT.replace(", 2.0 AS denominator", ""), "the SELECT gives place_id, period, numerator"),
        (SELECT.rstrip() + " FROM nowhere", "nowhere does not exist"),
        (SELECT.rstrip() + " FRM x", "syntax error"),
        (SELECT.replace("1.0 AS", "'many' AS"), "Could not convert"),
        (SELECT + "UNION ALL" + SELECT, 'duplicate key "gardens, a, 2016"'),
        (SELECT.replace("'2016' AS", "NULL AS"), "NOT NULL"),
    ],
)
def test_a_select_that_fails_or_gives_something_else_names_its_file(select: str, problem: str, tmp_path: Path):
    written(tmp_path, HEADER + select)
    with pytest.raises(DataError) as caught:
        figures(tmp_path)
    (sentence,) = caught.value.sentences
    assert sentence.startswith("queries/indicators/gardens.sql: ") and problem in sentence
    assert sentence.endswith(
        "expected one SELECT of place_id, period, numerator, denominator, one row a place and period."
    )
