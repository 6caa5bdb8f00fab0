"""The report of a check of files on the Data page: the table each was taken for, what to mend, and what would change.

The report is the JSON of ``biglocal load``. Text from files is shown unchanged; for tables about people only counts and
messages are shown, never values that changed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.model import dictionary
from dashboard.parts import blocks
from dashboard.text import words

MOST_GROUPS = 12
MOST_VALUES = 3
MOST_ROWS = 20
OTHER_ROW = re.compile(r"\brow [\d,]*\d")
"""The part of a message that names another row of the file."""
LONGEST_VALUE = 60
SEVERITIES = {
    "error": "Refused: these rows are not loaded until they are mended",
    "warning": "To look at: these rows are loaded",
}
COUNTS = {"new": "New", "changed": "Changed", "same": "As before", "gone": "Gone"}

Report = Mapping[str, Any]


@dataclass(frozen=True)
class Group:
    """Messages with the same remedy: the column, what is wrong in it, the rows, and the remedy for each value."""

    severity: str
    column: str
    says: str
    rows: Sequence[int]
    mends: Mapping[str, str]
    most: int = 3

    @property
    def sentence(self) -> str:
        """The whole group as one line of Markdown."""
        values = [value for value in self.mends if value]
        several = len(set(self.mends.values())) > 1
        named = [
            f"“{words.plain(short(value))}”"
            + (f" ({words.plain(self.mends[value])})" if several and self.mends[value] else "")
            for value in values[:MOST_VALUES]
        ]
        if len(values) > MOST_VALUES:
            named.append(f"{len(values) - MOST_VALUES:,} more")
        column = f"**{words.plain(self.column)}**: " if self.column else ""
        text = f"{words.joined(named)} {words.plain(self.says)}" if named else words.plain(self.says)
        text = text if column else text[:1].upper() + text[1:]
        mend = "" if several else words.plain(next(iter(self.mends.values()), ""))
        return f"{column}{text}: {words.row_numbers(self.rows, self.most)}. {mend}".strip()


def short(text: str) -> str:
    """Return a value or a name for use in a message: on one line, and cut where it is long."""
    text = one_line(text)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def groups(problems: Sequence[Mapping[str, Any]]) -> list[Group]:
    """Return the messages grouped by remedy, the group with the most rows first."""
    by_remedy: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for problem in problems:
        key = (problem["severity"], problem["column"], OTHER_ROW.sub("row", problem["says"]))
        by_remedy.setdefault(key, []).append(problem)
    return sorted((group_of(same) for same in by_remedy.values()), key=lambda group: -len(group.rows))


def group_of(problems: Sequence[Mapping[str, Any]]) -> Group:
    """Return messages of one kind as a group; where they differ only in the other row they name, it says "another row"."""
    first = problems[0]
    differ = len({problem["says"] for problem in problems}) > 1
    return Group(
        first["severity"],
        first["column"],
        OTHER_ROW.sub("another row", first["says"]) if differ else first["says"],
        rows=[problem["row"] for problem in problems],
        mends={
            "" if differ else problem["value"]: OTHER_ROW.sub("the other row", problem["mend"])
            if differ
            else problem["mend"]
            for problem in problems
        },
        most=MOST_ROWS if differ else 3,
    )


def show_files(report: Report) -> None:
    """Show the table that each file was taken for, the rows read from it, and what could not be read."""
    for file in report["files"]:
        lines = [line for part in file["parts"] for line in part_lines(part)]
        lines += [words.plain(line) for line in (*file["unknown_sheets"], *file["unreadable"])]
        st.markdown("\n".join([f"**{words.plain(short(file['name']))}**", *(f"- {one_line(line)}" for line in lines)]))
    show_taken_columns(report)
    if report["tables"]:
        blocks.plain_table(
            pd.DataFrame(
                [
                    {
                        "Table": table["title"],
                        "Rows read": table["read"],
                        "Good": table["accepted"],
                        "To look at": table["warned"],
                        "Refused": table["refused"],
                    }
                    for table in report["tables"]
                ]
            ),
            alt="Rows read, good, to look at and refused, one row a table.",
            right=["Rows read", "Good", "To look at", "Refused"],
        )


def show_taken_columns(report: Report) -> None:
    """Show the column that each heading of the files was taken for."""
    taken = taken_columns(report)
    if len(taken):
        with st.expander("Which column was taken for which"):
            blocks.plain_table(
                taken,
                alt="The headings of the files and the columns they were taken for, one row a heading.",
            )


def taken_columns(report: Report) -> pd.DataFrame:
    """Return the headings of all files with the columns they were taken for, one row a heading (all columns text)."""
    return pd.DataFrame(
        [
            {
                "File": short(file["name"]),
                "Sheet": short(part["sheet"]),
                "Heading in the file": short(theirs),
                "Taken for": ours,
                "Of": part["title"],
            }
            for file in report["files"]
            for part in file["parts"]
            for ours, theirs in part.get("headings", {}).items()
        ]
    )


def one_line(text: str) -> str:
    """Return a text without line breaks, which would end the line of a list."""
    return " ".join(text.split())


def part_lines(part: Mapping[str, Any]) -> list[str]:
    """Return the table that one sheet was taken for, its notes and the rows left out, as lines of Markdown."""
    sheet = f"Sheet {words.plain(part['sheet'])}: taken" if part["sheet"] else "Taken"
    lines = [f"{sheet} for **{words.plain(part['title'])}**, {words.count_of(part['read'], 'row')}."]
    lines += [f"{words.plain(note[0].upper() + note[1:])}." for note in part["notes"]]
    if part["readings"]:
        lines.append(f"Read as: {words.plain('. '.join(part['readings']))}.")
    return lines + [
        f"{words.count_of(number, 'row')} left out: {words.plain(why)}." for why, number in part["left_out"].items()
    ]


def show_problems(report: Report, file_name: str) -> None:
    """Show what to mend, grouped by remedy, then every message, which the file holds too."""
    if not report["problems"]:
        return
    for severity, heading in SEVERITIES.items():
        same_severity = groups([problem for problem in report["problems"] if problem["severity"] == severity])
        if same_severity:
            lines = [f"- {one_line(group.sentence)}" for group in same_severity[:MOST_GROUPS]]
            more = len(same_severity) - MOST_GROUPS
            lines += [f"- and {words.count_of(more, 'more kind', 'more kinds')}, in the list below"] if more > 0 else []
            st.markdown("\n".join([f"**{heading}**", *lines]))
    listed = problem_rows(report["problems"])
    with st.expander(f"{'The one message' if len(listed) == 1 else f'All {len(listed):,} messages'}, row by row"):
        blocks.table(
            listed,
            alt="Every message: file, sheet, row, column, value, what is wrong and how to mend it.",
            file_name=file_name,
        )


def problem_rows(problems: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return every message as a row, the refused rows first."""
    ordered = sorted(problems, key=lambda problem: problem["severity"])
    return pd.DataFrame(
        {
            "File": [problem["file"] for problem in ordered],
            "Sheet": [problem["sheet"] for problem in ordered],
            "Row": [problem["row"] or None for problem in ordered],
            "Column": [problem["column"] for problem in ordered],
            "Value": [problem["value"] for problem in ordered],
            "What is wrong": [problem["says"] for problem in ordered],
            "How to mend it": [problem["mend"] for problem in ordered],
            "Row is": ["refused" if problem["severity"] == "error" else "loaded" for problem in ordered],
        }
    ).astype({"Row": "Int64"})


def show_difference(report: Report, file_name: str) -> None:
    """Show what loading would change: large jumps first, then the number of rows by table, then by area."""
    if not report["difference"]:
        return
    moves = pd.DataFrame(report["difference"])
    jumps, changes = changed_values(report)
    if len(jumps):
        st.warning(
            f"{words.count_of(len(jumps), 'figure')} would become ten times as large or as small, or more. Look at them first."
        )
        blocks.plain_table(jumps, alt="Figures that would jump, before and after.", right=["Before", "After"])
    by_table = moves.groupby("table_name", sort=False)[list(COUNTS)].sum()
    by_table.insert(0, "Areas", (moves["area_id"] != "").groupby(moves["table_name"]).sum())
    by_table.insert(0, "Table", [report["titles"].get(name, name) for name in by_table.index])
    blocks.plain_table(
        by_table.rename(columns=COUNTS), alt="What would change, one row a table.",
        right=["Areas", *COUNTS.values()],
    )  # fmt: skip
    moved = moves[(moves["new"] + moves["changed"] + moves["gone"]) > 0]
    if len(moved):
        with st.expander("By area"):
            by_area = moved.assign(table=[report["titles"].get(name, name) for name in moved["table_name"]])
            blocks.table(
                by_area[["area_name", "table", *COUNTS]].rename(
                    columns={"area_name": "Area", "table": "Table", **COUNTS}
                ),
                alt="What would change, one row for each area and table.",
                file_name=file_name,
                right=list(COUNTS.values()),
            )
    if len(changes):
        with st.expander(f"Other changed values ({len(changes):,})"):
            blocks.table(
                changes,
                alt="Changed values, before and after.",
                file_name=f"values-{file_name}",
                right=["Before", "After"],
            )


def changed_values(report: Report) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the values that would jump and the others that would change, as tables, without those of tables about people."""
    tables = dictionary.returned_tables()
    rows = [
        change
        for change in report["changes"]
        if change["table_name"] in tables and not tables[change["table_name"]].about_people
    ]
    shown = pd.DataFrame(
        {
            "Area": [change["area_name"] for change in rows],
            "Table": [report["titles"].get(change["table_name"], change["table_name"]) for change in rows],
            "Column": [change["column_name"] for change in rows],
            "Before": [str(change["before"]) for change in rows],
            "After": [str(change["after"]) for change in rows],
        }
    )
    is_jump = pd.Series([bool(change["is_jump"]) for change in rows], dtype=bool)
    return shown[is_jump], shown[~is_jump]


def rows_to_load(report: Report) -> int:
    """Return how many good rows there are."""
    return sum(table["accepted"] for table in report["tables"])


def rows_gone(report: Report) -> int:
    """Return how many rows of the replaced load are not in the files and would be taken away."""
    return sum(change["gone"] for change in report["difference"])


def nothing_to_load(report: Report) -> str:
    """Return why there is nothing to load, as a sentence, or "" if there is something."""
    if any(change[count] for change in report["difference"] for count in ("new", "changed", "gone")):
        return ""
    if not report["tables"]:
        return "None of the files could be taken for a table of returns."
    return (
        "All good rows are loaded already."
        if rows_to_load(report)
        else "No row is good yet. Mend what is listed and check again."
    )


def is_not_recognised(report: Report) -> bool:
    """Whether any file or sheet was taken for no table, so that the user can choose one."""
    return any(file["unknown_sheets"] or not file["parts"] for file in report["files"])
