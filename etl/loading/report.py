"""The report of a check, a dry run or a load: as sentences for people, as JSON for the Data page and other programs."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from etl.contract import contracts
from etl.history import Load
from etl.loading.counts import counts
from etl.loading.staging import Staged
from etl.reading.part import Problem, Question
from etl.reading.returns import Checked

MOST_SENTENCES = 50
MOST_AREAS = 30
NO_ROWS = {"new": 0, "changed": 0, "same": 0, "gone": 0}


def as_json(staged: Staged, result: str) -> dict[str, Any]:
    """Return the whole report. ``result`` is a sentence saying what was done."""
    titles = _titles()
    return {
        "result": result,
        "files": [
            {
                "name": file.name,
                "unreadable": file.unreadable,
                "unknown_sheets": file.unknown_sheets,
                "parts": [
                    {
                        "table": checked.part.contract.table,
                        "title": checked.part.contract.title,
                        "sheet": checked.part.sheet,
                        "read": len(checked.part.rows),
                        "notes": list(checked.part.notes),
                        "readings": list(checked.readings),
                        "left_out": checked.part.left_out,
                        "headings": {checked.part.contract.column(name).heading: heading
                                     for name, heading in checked.part.headings.items()},
                    }
                    for checked in file.checked_parts
                ],
            }
            for file in staged.files
        ],
        "tables": [{"table": name, "title": titles[name], **row_counts}
                   for name, row_counts in counts(staged).items()],
        "problems": [_problem(problem) for problem in staged.problems],
        "questions": [_question(question) for question in staged.questions],
        "difference": staged.difference.to_dict("records"),
        "changes": staged.changes.fillna("").to_dict("records"),
        "titles": titles,
    }  # fmt: skip


def _titles() -> dict[str, str]:
    return {contract.table: contract.title for contract in contracts()}


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "says": problem.says,
        "mend": problem.mend,
        "severity": problem.severity,
        "sentence": problem.sentence,
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "file": question.file,
        "sheet": question.sheet,
        "subject": question.subject,
        "says": question.says,
        "readings": [{"name": reading.name, "gives": reading.gives} for reading in question.readings],
        "answer": question.answer,
        "sentence": question.sentence,
    }


def sentences(staged: Staged) -> list[str]:
    """Return the report as lines for a terminal: each file, the rows read, the problems."""
    lines: list[str] = []
    for file in staged.files:
        lines += [*file.unreadable, *file.unknown_sheets]
        lines += [line for checked in file.checked_parts for line in _part_lines(checked)]
    for table in as_json(staged, "")["tables"]:
        lines.append(
            f"{table['title']}: {rows_counted(table['read'])} read, {table['accepted']:,} good, "
            f"of them {table['warned']:,} to look at, "
            f"{table['refused']:,} refused."
        )
    lines += [f"Question: {question.sentence}" for question in staged.questions if not question.answer]
    lines += problem_lines(staged.problems)
    return lines


def _part_lines(checked: Checked) -> list[str]:
    part = checked.part
    place = f"{part.file}, sheet {part.sheet}" if part.sheet else part.file
    lines = [f"{place}: taken for {part.contract.title} ({rows_counted(len(part.rows))})."]
    lines += [f"  {note}." for note in part.notes]
    lines += [f"  {line}." for line in checked.readings]
    return lines + [f"  {rows_counted(number)} left out: {reason}." for reason, number in part.left_out.items()]


def rows_counted(number: int) -> str:
    """Return a number of rows in words: "1 row", "1,200 rows"."""
    return f"{number:,} row{'' if number == 1 else 's'}"


def problem_lines(problems: list[Problem]) -> list[str]:
    """Return a line for each of the first problems, refused rows first; then the number of further ones of each kind."""
    ordered = sorted(problems, key=lambda problem: problem.severity)
    lines = [
        f"{'Refused' if problem.severity == 'error' else 'Look'}: {problem.sentence}"
        for problem in ordered[:MOST_SENTENCES]
    ]
    remaining = Counter((problem.file, problem.column, problem.says) for problem in ordered[MOST_SENTENCES:])
    lines += [f"and {number:,} more: {', '.join(filter(None, (file, column)))}: {says}."
              for (file, column, says), number in remaining.most_common(20)]  # fmt: skip
    return lines


def difference_lines(staged: Staged) -> list[str]:
    """Return lines on the rows that would be new, changed and gone: by table, and by area if there are few areas."""
    titles = _titles()
    lines: list[str] = []
    if staged.difference.empty:
        return ["Nothing to load."]
    for name, rows in staged.difference.groupby("table_name", sort=False):
        total = rows[["new", "changed", "same", "gone"]].sum()
        areas = rows[rows["area_id"] != ""]
        where = f", in {len(areas)} area{'s' if len(areas) > 1 else ''}" if len(areas) else ""
        lines.append(f"{titles[str(name)]}: {_row_counts(total)}{where}.")
        changed_areas = areas[(areas["new"] + areas["changed"] + areas["gone"]) > 0]
        lines += [
            f"  {row['area_name']}: {_row_counts(row)}" for row in changed_areas.head(MOST_AREAS).to_dict("records")
        ]
        if len(changed_areas) > MOST_AREAS:
            lines.append(f"  and {len(changed_areas) - MOST_AREAS} more areas")
    for row in staged.changes.head(MOST_SENTENCES).to_dict("records"):
        mark = "Big jump: " if row["is_jump"] else ""
        lines.append(
            f"  {mark}{row['area_name']}, {row['column_name']}: {row['before'] or 'empty'} becomes {row['after'] or 'empty'}"
        )
    return lines


def _row_counts(row: Any) -> str:
    return f"{row['new']:,} new, {row['changed']:,} changed, {row['same']:,} as before, {row['gone']:,} gone"


def history_lines(loads: Sequence[Load]) -> list[str]:
    """Return a line for each load: number, time, user, files, rows of each table, and whether it was rolled back."""
    titles = _titles()
    lines = []
    for load in loads:
        record = load.record
        rows = ", ".join(f"{titles.get(name, name)}: {_row_counts({**NO_ROWS, **table})}, {table['refused']:,} refused"
                         for name, table in record["tables"].items())  # fmt: skip
        files = ", ".join(file["name"] for file in record["files"])
        rolled_back = (
            f" ROLLED BACK by {load.rolled_back['by']} on {load.rolled_back['at']}" if load.rolled_back else ""
        )
        lines.append(f"{load.number}  {record['loaded_at']}  {record['by']}  {files}  ({rows}){rolled_back}")
    return lines
