"""The report of a check: messages grouped by remedy, and never a changed value about people."""

from typing import Any

import pytest

from dashboard.app_pages.data import history, loading, reports
from dashboard.app_pages.data.command import ChosenFile, NotDone, Request
from dashboard.text import words


def problem(
    row: int,
    value: str = "",
    column: str = "State",
    says: str = "is not one of: paid",
    mend: str = "",
    severity: str = "error",
) -> dict[str, Any]:
    return {
        "file": "a.csv",
        "sheet": "",
        "row": row,
        "column": column,
        "value": value,
        "says": says,
        "mend": mend,
        "severity": severity,
    }


def report(**parts: Any) -> dict[str, Any]:
    return {
        "files": [],
        "tables": [],
        "problems": [],
        "difference": [],
        "changes": [],
        "titles": {"spending": "Spending"},
        **parts,
    }


def test_messages_are_grouped_by_what_to_do_and_the_largest_group_comes_first():
    groups = reports.groups(
        [
            problem(2, "late", "Date", "is not a date"),
            *(problem(row, "done", mend="Take an allowed word.") for row in (9, 3, 7, 12, 40)),
        ]
    )
    assert [(group.column, group.rows) for group in groups] == [("State", [9, 3, 7, 12, 40]), ("Date", [2])]
    assert (
        groups[0].sentence == "**State**: “done” is not one of\\: paid: rows 3, 7, 9 and 2 more. Take an allowed word."
    )
    assert groups[1].sentence == "**Date**: “late” is not a date: row 2."


def test_a_group_whose_values_are_mended_in_different_ways_says_how_for_each():
    (group,) = reports.groups(
        [
            problem(2, "Birch", "Area", "is not an area", "Birch End?"),
            problem(3, "Elm", "Area", "is not an area", "Elm Green?"),
        ]
    )
    assert group.sentence == "**Area**: “Birch” (Birch End?) and “Elm” (Elm Green?) is not an area: rows 2 and 3."


def test_a_message_about_a_whole_row_begins_with_a_capital():
    (group,) = reports.groups([problem(8, column="", says="the line was cancelled", mend="Clear the sum.")])
    assert group.sentence == "The line was cancelled: row 8. Clear the sum."


def test_a_group_of_many_values_names_the_first_and_counts_the_rest():
    (group,) = reports.groups([problem(row, f"v{row}") for row in range(2, 9)])
    assert group.sentence.startswith("**State**: “v2”, “v3”, “v4” and 4 more is not one of")


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)>", "[x](http://e)", "**b** `c` $x$", ":red[x]", "# h", "x" * 5_000]
)
def test_what_stands_in_a_file_is_shown_as_it_is_and_not_too_much_of_it(text: str):
    (group,) = reports.groups([problem(2, text, column=text[:100], says=text[:100], mend=text[:100])])
    assert not set("<[`$") & set(
        group.sentence.replace("\\<", "").replace("\\[", "").replace("\\`", "").replace("\\$", "")
    )
    assert len(group.sentence) < 1_500


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([0], "the whole sheet"),
        ([3], "row 3"),
        ([3, 3], "row 3"),
        ([7, 3], "rows 3 and 7"),
        ([1, 2, 3], "rows 1, 2 and 3"),
        ([5, 4, 3, 2], "rows 2, 3, 4 and 1 more"),
        ([12_000], "row 12,000"),
    ],
)
def test_rows_are_named_by_the_number_the_spreadsheet_shows(rows: list[int], text: str):
    assert words.row_numbers(rows) == text


def test_every_message_is_a_row_of_the_list_and_refused_rows_come_first():
    rows = reports.problem_rows([problem(5, severity="warning"), problem(0), problem(3, "x", mend="Mend.")])
    assert rows["Row is"].tolist() == ["refused", "refused", "loaded"]
    assert rows["Row"].isna().tolist() == [True, False, False]
    assert rows.iloc[1].to_dict() | {"Row": 3} == {
        "File": "a.csv", "Sheet": "", "Row": 3, "Column": "State", "Value": "x", "What is wrong": "is not one of: paid",
        "How to mend it": "Mend.", "Row is": "refused",
    }  # fmt: skip


def change(table: str, is_jump: bool) -> dict[str, Any]:
    return {
        "table_name": table,
        "area_name": "Alder Row",
        "column_name": "Spent (£)",
        "before": "1",
        "after": "10",
        "is_jump": is_jump,
    }


def test_changed_values_of_tables_about_people_are_never_shown():
    jumps, others = reports.changed_values(
        report(
            changes=[
                change(name, is_jump)
                for name in ("survey_answer", "membership", "attendance", "review", "volunteer_time")
                for is_jump in (True, False)
            ]
        )
    )
    assert jumps.empty
    assert others.empty


def test_big_jumps_stand_apart_from_the_other_changes():
    jumps, others = reports.changed_values(report(changes=[change("spending", True), change("spending", False)]))
    assert (len(jumps), len(others)) == (1, 1)
    assert jumps.iloc[0].to_dict() == {
        "Area": "Alder Row",
        "Table": "Spending",
        "Column": "Spent (£)",
        "Before": "1",
        "After": "10",
    }


TABLE = {"table": "spending", "title": "Spending", "read": 3, "accepted": 2, "warned": 0, "refused": 1}
MOVE = {"table_name": "spending", "area_id": "a", "area_name": "A", "new": 0, "changed": 0, "same": 2, "gone": 0}


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({}, "None of the files could be taken for a table of returns."),
        ({"tables": [TABLE | {"accepted": 0}]}, "No row is good yet. Mend what is listed and check again."),
        ({"tables": [TABLE], "difference": [MOVE]}, "All good rows are loaded already."),
        ({"tables": [TABLE], "difference": [MOVE | {"new": 1}]}, ""),
        ({"tables": [TABLE], "difference": [MOVE | {"changed": 1}]}, ""),
        ({"tables": [TABLE], "difference": [MOVE | {"gone": 1}]}, ""),
    ],
)
def test_why_there_is_nothing_to_load(parts: dict[str, Any], reason: str):
    assert reports.nothing_to_load(report(**parts)) == reason


@pytest.mark.parametrize(
    ("file", "asks"),
    [
        ({"parts": [{}], "unknown_sheets": [], "unreadable": []}, False),
        ({"parts": [{}], "unknown_sheets": ["Sheet 2 is left out."], "unreadable": []}, True),
        ({"parts": [], "unknown_sheets": [], "unreadable": ["It is no table."]}, True),
    ],
)
def test_the_table_is_a_choice_only_where_headings_match_none(file: dict[str, Any], asks: bool):
    assert reports.is_not_recognised(report(files=[file])) is asks


def test_what_to_mend_goes_only_into_files_that_have_problems_and_a_place_for_it():
    files = [ChosenFile("a.csv", b"1"), ChosenFile("a.csv", b"2"), ChosenFile("b.JSON", b"3")]
    wanted = report(problems=[problem(2) | {"file": "a.csv (2)"}, problem(2) | {"file": "b.JSON"}])
    assert loading.request_to_mark(wanted, Request("tiny", files)).files == [ChosenFile("a.csv (2)", b"2")]
    with pytest.raises(NotDone, match="JSON file has no place"):
        loading.request_to_mark(report(problems=[problem(2) | {"file": "b.JSON"}]), Request("tiny", files))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("spending.csv", "spending.csv"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\x.xlsx", "x.xlsx"),
        ("=cmd()<b>.csv", "cmdb.csv"),
        ("a\nb.csv", "ab.csv"),
        ("x" * 300 + ".csv", "x" * 60 + ".csv"),
        ("...", "file"),
        ("Zoë 2019-20.ods", "Zoë 2019-20.ods"),
    ],
)
def test_a_file_to_download_has_a_harmless_name(name: str, safe: str):
    assert loading.safe_name(name) == safe


LOAD = {
    "number": 2, "loaded_at": "2026-11-22T14:05:09Z", "by": "Someone", "replaces": None, "rolled_back": None, "refused": "",
    "areas": ["a", "b"], "files": [{"name": "spending.csv", "kept_as": "0"}, {"name": "more.csv", "kept_as": "1"}],
    "tables": {"spending": {"read": 9, "accepted": 8, "warned": 0, "refused": 1, "new": 5, "changed": 2, "same": 1, "gone": 0}},
}  # fmt: skip


def test_the_last_load_says_its_files_and_how_many_rows_were_refused():
    assert history.last_load_sentence(LOAD) == (
        "Last load: 22 November 2026, 14:05 (UTC), 2 files: 8 rows loaded, 1 row refused."
    )
    undone = LOAD | {"rolled_back": {"by": "Another", "at": "2026-11-23T09:00:00Z"}, "files": LOAD["files"][:1]}
    assert history.last_load_sentence(undone).endswith("1 file: 8 rows loaded, 1 row refused. It was rolled back.")


def test_a_load_is_in_the_history_with_who_when_files_rows_and_state():
    undone = LOAD | {"number": 3, "rolled_back": {"by": "Another", "at": "2026-11-23T09:00:00Z"}}
    rows = history.loads_table([LOAD, undone, LOAD | {"number": 4, "replaces": 2}])
    assert rows["Load"].tolist() == ["4", "3", "2"]
    assert rows["State"].tolist() == [
        "loaded, in place of load 2",
        "rolled back by Another, 23 November 2026, 09:00",
        "loaded",
    ]
    assert rows.iloc[2].to_dict() == {
        "Load": "2", "When (UTC)": "22 November 2026, 14:05", "Who": "Someone", "Files": "spending.csv, more.csv",
        "Rows": "Spending: 5 new, 2 changed, 1 refused", "State": "loaded",
    }  # fmt: skip
    assert loading.load_label(LOAD) == "spending.csv and 1 more, 22 November 2026, 14:05"


def test_what_a_load_brought_is_given_by_table_with_its_areas():
    assert history.changes_sentence(LOAD, ["Alder Row", "Dyke House"]) == (
        "Load 2 brought 5 new rows and 2 changed rows of spending in 2 areas (Alder Row and Dyke House)."
    )
    gone = LOAD | {"tables": {"spending": {"new": 0, "changed": 0, "gone": 1}}}
    assert history.changes_sentence(gone, ["Alder Row"]) == (
        "Load 2 took away 1 row of spending in 1 area (Alder Row)."
    )
    many = history.changes_sentence(gone, ["A", "B", "C", "D", "E", "F", "G", "H"])
    assert many.endswith("in 8 areas (A, B, C, D, E, F and 2 more).")
    assert history.changes_sentence(LOAD | {"tables": {}}, []) == "Load 2 changed nothing."


def test_what_rolling_back_does_is_given_in_sentences():
    assert history.rollback_sentences(LOAD) == [
        "Taken back, 5 new rows are gone, unless another load brought the same.",
        "Taken back, 2 changed rows are as before it, unless a later load changed them.",
    ]
    nothing = LOAD | {"tables": {"spending": {"new": 0, "changed": 0, "gone": 1}}}
    assert history.rollback_sentences(nothing) == ["1 row that it took away is there again."]


def test_messages_that_differ_only_in_the_row_they_name_are_one_group_with_its_rows():
    says = [problem(row, column="", says=f"is the same as row {row - 15}, of 1,200") for row in range(17, 32)]
    (group,) = reports.groups(says)
    assert group.sentence == (
        "Is the same as another row, of 1,200: rows 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30 and 31."
    )
    (single,) = reports.groups(says[:1])
    assert single.sentence == "Is the same as row 2, of 1,200: row 17."


def test_which_heading_was_taken_for_which_column_is_listed():
    part = {"sheet": "Q1", "title": "Spending", "headings": {"Area": "Place", "Spent (£)": "Paid out"}}
    rows = reports.taken_columns(report(files=[{"name": "a.xlsx", "parts": [part]}]))
    assert rows.to_dict("records") == [
        {"File": "a.xlsx", "Sheet": "Q1", "Heading in the file": "Place", "Taken for": "Area", "Of": "Spending"},
        {
            "File": "a.xlsx",
            "Sheet": "Q1",
            "Heading in the file": "Paid out",
            "Taken for": "Spent (£)",
            "Of": "Spending",
        },
    ]


@pytest.mark.parametrize(
    ("gone", "warning", "label"),
    [
        (0, "", "Load 2 rows"),
        (1, "1 row that load 4 holds is not in these files: it will be taken away.", "Load 2 rows and take 1 away"),
        (
            37,
            "37 rows that load 4 holds are not in these files: they will be taken away.",
            "Load 2 rows and take 37 away",
        ),
    ],
)
def test_what_a_load_takes_away_stands_above_and_on_its_button(gone: int, warning: str, label: str):
    checked = report(tables=[TABLE], difference=[MOVE | {"gone": gone}])
    assert loading.removal_sentence(checked, 4) == warning
    assert loading.load_button_label(checked) == label


def test_what_a_load_did_is_given_in_a_sentence():
    assert loading.loaded_sentence({"load": 3, "version": "v1", **report(tables=[TABLE])}) == (
        "Load 3 is done: 2 rows. The data version is now v1. It can be taken back under History."
    )
    assert loading.loaded_sentence({"result": "Nothing changed."}) == "Nothing changed."
