"""What a check, a dry run or a load says: as sentences for people, as JSON for the Data page and other programs."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from etl.contract import contracts
from etl.history import Load
from etl.loading.staging import Staged, counts
from etl.reading.part import Problem

MOST_SENTENCES = 50
MOST_AREAS = 30


def as_json(state: Staged, result: str) -> dict[str, Any]:
    """Return the whole report. ``result`` says what was done, in a sentence."""
    titles = {one.table: one.title for one in contracts()}
    return {
        "result": result,
        "files": [
            {
                "name": file.name,
                "unreadable": file.unreadable,
                "unknown_sheets": file.unknown,
                "parts": [
                    {
                        "table": one.part.contract.table,
                        "title": one.part.contract.title,
                        "sheet": one.part.sheet,
                        "read": len(one.part.rows),
                        "notes": list(one.part.notes),
                        "left_out": one.part.left_out,
                        "headings": {one.part.contract.column(name).heading: heading
                                     for name, heading in one.part.headings.items()},
                    }
                    for one in file.checked
                ],
            }
            for file in state.files
        ],
        "tables": [{"table": name, "title": titles[name], **told} for name, told in counts(state).items()],
        "problems": [_problem(one) for one in state.problems],
        "difference": state.difference.to_dict("records"),
        "changes": state.changes.fillna("").to_dict("records"),
        "titles": titles,
    }  # fmt: skip


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


def sentences(state: Staged) -> list[str]:
    """Return the report as lines for a terminal: each file, what was read, what is wrong, what would change."""
    lines: list[str] = []
    for file in state.files:
        lines += [*file.unreadable, *file.unknown]
        lines += [line for one in file.checked for line in _part_lines(one.part)]
    for told in as_json(state, "")["tables"]:
        lines.append(
            f"{told['title']}: {told['read']:,} rows read, {told['accepted']:,} good, of them {told['warned']:,} to look at, "
            f"{told['refused']:,} refused."
        )
    lines += problem_lines(state.problems)
    return lines


def _part_lines(part: Any) -> list[str]:
    place = f"{part.file}, sheet {part.sheet}" if part.sheet else part.file
    lines = [f"{place}: taken for {part.contract.title} ({len(part.rows):,} rows)."]
    lines += [f"  {note}." for note in part.notes]
    return lines + [f"  {number:,} rows left out: {reason}." for reason, number in part.left_out.items()]


def problem_lines(problems: list[Problem]) -> list[str]:
    """Return each problem as a line, refused rows first; beyond the first ones, how many there are of each kind."""
    ordered = sorted(problems, key=lambda one: one.severity)
    lines = [f"{'Refused' if one.severity == 'error' else 'Look'}: {one.sentence}" for one in ordered[:MOST_SENTENCES]]
    rest = Counter((one.file, one.column, one.says) for one in ordered[MOST_SENTENCES:])
    lines += [f"and {number:,} more: {', '.join(filter(None, (file, column)))}: {says}."
              for (file, column, says), number in rest.most_common(20)]  # fmt: skip
    return lines


def difference_lines(state: Staged) -> list[str]:
    """Return what would be new, changed and gone: by table, and by area where they are few."""
    titles = {one.table: one.title for one in contracts()}
    lines: list[str] = []
    if state.difference.empty:
        return ["Nothing to load."]
    for name, rows in state.difference.groupby("table_name", sort=False):
        total = rows[["new", "changed", "same", "gone"]].sum()
        areas = rows[rows["area_id"] != ""]
        among = f", in {len(areas)} area{'s' if len(areas) > 1 else ''}" if len(areas) else ""
        lines.append(f"{titles[str(name)]}: {_counted(total)}{among}.")
        moved = areas[(areas["new"] + areas["changed"] + areas["gone"]) > 0]
        lines += [f"  {row['area_name']}: {_counted(row)}" for row in moved.head(MOST_AREAS).to_dict("records")]
        if len(moved) > MOST_AREAS:
            lines.append(f"  and {len(moved) - MOST_AREAS} more areas")
    for row in state.changes.head(MOST_SENTENCES).to_dict("records"):
        mark = "Big jump: " if row["is_jump"] else ""
        lines.append(
            f"  {mark}{row['area_name']}, {row['column_name']}: {row['before'] or 'empty'} becomes {row['after'] or 'empty'}"
        )
    return lines


def _counted(row: Any) -> str:
    return f"{row['new']:,} new, {row['changed']:,} changed, {row['same']:,} as before, {row['gone']:,} gone"


def history_lines(loads: Sequence[Load]) -> list[str]:
    """Return each load as a line: number, when, who, which files, how many rows of what, and whether it was rolled back."""
    titles = {one.table: one.title for one in contracts()}
    lines = []
    for load in loads:
        told = load.record
        rows = ", ".join(f"{titles.get(name, name)}: {_counted({'gone': 0, **one})}, {one['refused']:,} refused"
                         for name, one in told["tables"].items())  # fmt: skip
        files = ", ".join(file["name"] for file in told["files"])
        undone = f" ROLLED BACK by {load.rolled_back['by']} on {load.rolled_back['at']}" if load.rolled_back else ""
        lines.append(f"{load.number}  {told['loaded_at']}  {told['by']}  {files}  ({rows}){undone}")
    return lines
