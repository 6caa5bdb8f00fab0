"""The Treasury's deflator is read as it is published. All figures here are made up, in the layout of the real ones."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.reading.forms.deflator import financial_year, from_sheets
from etl.reading.part import Part
from etl.reading.sheets import Sheet

TITLE = "GDP DEFLATORS AT MARKET PRICES, AND MONEY GDP"
BODY = [
    ["Financial year", "", "", "", "", "", "Calendar year"],
    ["", "GDP deflator at market prices", "", "Money GDP (3), (4)", "", "", "GDP deflator at market prices"],
    ["Financial year", "2018-19 = 100", "per cent change on previous year", "Cash £ million", "", "", "Calendar year",
     "2018 = 100", "per cent change on previous year"],
    ["2016-17", "96.111", "", "1,000", "", "", "2016", "95.5", ""],
    ["2017-18", "98.222", "2.2", "1,100", "", "", "2017", "97.7", "2.3"],
    ["2018-19 (1)", "100.000", "1.8", "1,200", "", "", "2018", "100.0", "2.3"],
    ["2019/20 (1), (2)", "101.333", "1.3", "1,300", "", "", "2019 (1)", "-", "1.1"],
    ["2020-2021 (2)", "-", "1.7", "", "", "", "2020 (1)", "-", "1.2"],
    ["2021-22 (2)", "-", "1.9"],
    ["Sources and footnotes:"],
    ["2019-20 and later years are forecasts"],
]  # fmt: skip
NOTES = [
    ["Outturn data are the latest National Accounts figures from ONS - last updated 29 March 2019."],
    ["Forecast data are consistent with OBR data as at 13 March 2019"],
]


def sheet(*rows: list[str], file: str = "deflators.xlsx", name: str = "", shift: int = 0) -> Sheet:
    """Return a sheet of these rows without the empty ones, as reading would."""
    wide = max(map(len, rows))
    grid = pd.DataFrame([[""] * shift + row + [""] * (wide - len(row)) for row in rows], dtype="str")
    return Sheet(file, name, grid[(grid != "").any(axis="columns")], ())


def part_of(*sheets: Sheet) -> Part:
    (part,) = from_sheets(list(sheets))
    return part


def test_the_financial_years_are_read_with_their_index_and_release():
    part = part_of(sheet([f"{TITLE}: 2 April 2019 (Quarterly National Accounts)"], [], *NOTES, [], *BODY))
    assert part.contract.table == "deflator"
    release = "2 April 2019 (Quarterly National Accounts)"
    assert part.rows.to_dict("index") == {
        8: {"financial_year": "2016-17", "index_value": "96.111", "release": release},
        9: {"financial_year": "2017-18", "index_value": "98.222", "release": release},
        10: {"financial_year": "2018-19", "index_value": "100.000", "release": release},
        11: {"financial_year": "2019-20", "index_value": "101.333", "release": release},
    }
    assert part.left_out == {"years to come that have no index": 2}
    assert part.headings == {
        "financial_year": "Financial year",
        "index_value": "GDP deflator at market prices 2018-19 = 100",
        "release": "title",
    }


def test_a_column_before_the_years_does_no_harm():
    shifted = part_of(sheet([f"{TITLE}: 2 April 2019"], *BODY, shift=1))
    assert shifted.rows["index_value"].tolist() == ["96.111", "98.222", "100.000", "101.333"]


def test_the_calendar_years_before_the_financial_years_do_no_harm():
    turned = [row[6:] + [""] * (3 - len(row[6:])) + [""] + row[:5] for row in BODY]
    part = part_of(sheet([f"{TITLE}: 2 April 2019"], *turned))
    assert part.rows["index_value"].tolist() == ["96.111", "98.222", "100.000", "101.333"]


def test_the_calendar_years_in_a_sheet_of_their_own_are_passed_over():
    calendar = [row[6:] for row in BODY if len(row) > 6]
    part = part_of(sheet([TITLE], *calendar, name="Calendar"), sheet([f"{TITLE}: April 2019"], *BODY, name="Financial"))
    assert (part.sheet, len(part.rows)) == ("Financial", 4)


@pytest.mark.parametrize(
    ("above", "file", "release"),
    [
        (
            [[f"{TITLE}: 2 October 2024 (Quarterly National Accounts)"], *NOTES],
            "a.xlsx",
            "2 October 2024 (Quarterly National Accounts)",
        ),
        ([["GDP deflators at market prices, and money GDP June 2014"]], "a.xlsx", "June 2014"),
        ([[TITLE], *NOTES], "GDP_Deflators_June_2026_update.xlsx", "outturn of 29 March 2019"),
        ([[TITLE]], "GDP_Deflators_Qtrly_National_Accounts_June_2026_update.xlsx", "June 2026"),
    ],
    ids=["date in the title", "month in the title", "notes", "name of the file"],
)
def test_the_release_is_read_where_it_stands(above: list[list[str]], file: str, release: str):
    part = part_of(sheet(*above, *BODY, file=file))
    assert set(part.rows["release"]) == {release} and part.notes[-1].endswith(release)


def test_a_release_that_is_not_given_is_missing_and_not_made_up():
    part = part_of(sheet([TITLE], *BODY))
    assert list(part.rows.columns) == ["financial_year", "index_value"] == list(part.headings)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2019-20", "2019-20"),
        ("2019/20", "2019-20"),
        ("2019 – 2020", "2019-20"),
        ("1999-00", "1999-00"),
        ("1999-2000", "1999-00"),
        ("2025-26 (1), (2)", "2025-26"),
        ("2019-20¹", "2019-20"),
        ("2011-12-01", "2011-12"),
        ("2011-11-01", ""),
        ("2019-21", ""),
        ("2019-20 was revised", ""),
        ("2019", ""),
        ("2018-19 = 100", ""),
        ("", ""),
    ],
)
def test_a_financial_year_is_two_years_that_follow_each_other(text: str, year: str):
    assert financial_year(text) == year


@pytest.mark.parametrize(
    "rows",
    [
        [["Financial year", "GDP deflator", "Release"], ["2019-20", "87.3", "June 2026"]],
        [["Financial year", "Spent"], ["2019-20", "1000"]],
        [["Year"], ["2019-20"]],
        BODY[:3],
    ],
    ids=["the template", "spending", "one column", "headings only"],
)
def test_any_other_table_is_left_to_others(rows: list[list[str]]):
    assert from_sheets([sheet(*rows)]) == []


cells = st.sampled_from(
    ["", "Financial year", "Calendar year", "2018-19 = 100", "2018-19", "2019-20 (1)", "99.1", "-", TITLE, "May 2019"]
)


@given(
    st.lists(
        st.lists(cells | st.text(alphabet="ab1-/() =", max_size=6), min_size=3, max_size=3), min_size=1, max_size=12
    )
)
def test_any_sheet_gives_financial_years_or_nothing(rows: list[list[str]]):
    for part in from_sheets([sheet(*rows)]):
        assert part.rows["financial_year"].str.fullmatch("[0-9]{4}-[0-9]{2}").all()
        assert part.headings.keys() == set(part.rows.columns) and len(part.rows) < len(rows)
