"""Which table a sheet holds and which column each heading stands for, by its headings, wherever in the sheet they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz

from etl.contract import Contract
from etl.errors import DataError
from etl.reading import dates
from etl.reading.apart import read_apart
from etl.reading.between_tables import notes_between, notes_of_all
from etl.reading.body_rows import (
    balance_question,
    balance_rows,
    heading_rows,
    second_table_question,
    total_question,
    total_rows,
)
from etl.reading.column_dates import is_day
from etl.reading.column_headings import column_places, heading_notes, plain
from etl.reading.forms import boundary, deflator, grant, grant_sheets, outline_file, survey_answer
from etl.reading.forms.headings import distinct_headings
from etl.reading.hidden import shown_places, with_hidden_questions
from etl.reading.left_over import alone_problems, amount_question, chosen_places, left_over_problems, row_problems
from etl.reading.merged import with_covered_warnings
from etl.reading.own_sheets import EXPLAINING_SHEETS, MEND, is_example
from etl.reading.part import Answers, Part
from etl.reading.sheet_unit import Around, heading_factors, sheet_unit
from etl.reading.sheets import Sheet, kind, sheets
from etl.reading.values import tidy_text

HEADER_WITHIN = 30
"""The headings are looked for in this many first rows; people write titles above them."""


def parts(
    path: Path, name: str, contracts: Sequence[Contract], questions: pd.DataFrame, answers: Answers | None = None
) -> tuple[list[Part], list[str]]:
    """Return the parts of one file, and a sentence for each sheet that is none of our tables.

    ``name`` is how the user knows the file; ``questions`` are the survey questions loaded so far; ``answers`` choose how
    sheets are read. Raise DataError when the file cannot be read, or when nothing in it is a table.
    """
    answers = answers or Answers()
    contents = read_contents(path, name) if is_plain_table(path) else read_apart(read_contents, path, name)
    if isinstance(contents, FileParts):
        return contents.parts, []
    file_sheets = grant_sheets.joined_sheets(contents)
    file_parts = deflator.from_sheets(file_sheets)
    taken = {part.sheet for part in file_parts}
    if not file_parts:
        file_parts, taken = survey_answer.from_sheets(file_sheets, questions)
    unrecognised = []
    for sheet in file_sheets:
        if sheet.name in taken or sheet.name in EXPLAINING_SHEETS:
            continue
        grants = grant.from_sheet(sheet)
        sheet_parts = [grants] if grants else table_parts(sheet, contracts, answers)
        file_parts += sheet_parts
        if not sheet_parts and not sheet.is_very_hidden:
            unrecognised.append(_unrecognised_sentence(sheet, contracts))
    if not file_parts:
        raise DataError(*(unrecognised or [f"{name}: holds no table. Take a template, fill it in and try again."]))
    return with_covered_warnings(with_hidden_questions(file_parts, file_sheets), file_sheets), unrecognised


@dataclass(frozen=True)
class FileParts:
    """The parts of a file of which every row has its place: of a map program, or JSON."""

    parts: list[Part]


def read_contents(path: Path, name: str) -> list[Sheet] | FileParts:
    """Return the sheets of a file, or its parts where it is no table. Raise DataError when it cannot be read."""
    outlines = outline_file.parts(path, name)
    if outlines is not None:
        return FileParts(outlines)
    return FileParts(grant.from_json(path, name)) if kind(path) == "json" else sheets(path, name)


def is_plain_table(path: Path) -> bool:
    """Whether a file is text in columns: its size limits what reading it takes, unlike packed files and nested ones."""
    if kind(path) != "csv":
        return False
    with path.open("rb") as file:
        return not file.read(100).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _unrecognised_sentence(sheet: Sheet, contracts: Sequence[Contract]) -> str:
    """Return why a sheet was left out: the table it is most like and the columns it lacks, if it is like any."""
    place = f"{sheet.file}, sheet {sheet.name}" if sheet.name else sheet.file
    likeness = [
        (len(set(places.values())), contract, places)
        for header in range(min(HEADER_WITHIN, len(sheet.grid)))
        for contract in contracts
        for places in [column_places(contract, [str(text)[:200] for text in sheet.grid.iloc[header]])]
    ]
    count, contract, places = max(likeness, key=lambda table: table[0], default=(0, None, {}))
    if contract is None or count < 2:
        return (
            f"{place}: its headings are not those of a table we know, so it was left out. "
            "Take the template of its table and copy the columns into it."
        )
    missing = [column.heading for column in contract.columns if not column.empty and column.name not in places]
    return (
        f"{place}: looks like {contract.title}, but was left out, as it has no column {_joined(missing)}. "
        "Add what is missing as columns, with a value in every row."
    )


def _joined(headings: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(headings[:-1]), *headings[-1:]]))


def table_parts(sheet: Sheet, contracts: Sequence[Contract], answers: Answers) -> list[Part]:
    """Return the tables in a sheet: the one that its headings fit best, and those that begin below it under other headings."""
    best = _best_table(sheet, contracts)
    if best is None:
        return []
    header, contract, places = best
    repeated, second = heading_rows(sheet, header, contract, places)
    first_sheet, rest = _parted(sheet, header, second) if second else (sheet, None)
    part = _part(first_sheet, header, contract, places, repeated, answers)
    if contract.table == "boundary":
        part = boundary.with_outlines(part)
    if rest is None or second is None:
        return [part]
    question = second_table_question(replace(sheet, grid=sheet.grid.iloc[second:]), len(sheet.grid) - second - 1)
    below = table_parts(rest, contracts, answers)
    return [part, *(replace(other, questions=(*other.questions, question)) for other in below)]


def _parted(sheet: Sheet, header: int, second: int) -> tuple[Sheet, Sheet]:
    """Return the first table of a sheet and what is below it, each with its own notes and those that may be of either.

    What the titles above the first table say, such as a unit, is also for the tables below.
    """
    grid = sheet.grid
    notes = notes_between(grid.iloc[header:second], int(grid.index[second]))
    shared = {row: _texts(grid, row) for row in notes.of_either}
    of_all = {row: _texts(grid, row) for row in notes_of_all(grid.iloc[second:])}
    first = replace(
        sheet, grid=grid.iloc[:second].drop(index=notes.title), is_one_of_several=True,
        unclear={**sheet.unclear, **shared, **of_all},
    )  # fmt: skip
    titles = pd.concat([grid.iloc[:header], grid.loc[notes.title]]).iloc[-HEADER_WITHIN + 1 :]
    below = pd.concat([titles, grid.iloc[second:]])
    return first, replace(sheet, grid=below, notes=(), is_one_of_several=True, unclear=shared)


def _texts(grid: pd.DataFrame, row: int) -> tuple[str, ...]:
    return tuple(map(str, grid.loc[row]))


def _best_table(sheet: Sheet, contracts: Sequence[Contract]) -> tuple[int, Contract, dict[str, int]] | None:
    """Return the place of the row of headings, the table they fit best and the places of its columns, or None."""
    best: tuple[float, int, Contract, dict[str, int]] | None = None
    for header in range(min(HEADER_WITHIN, len(sheet.grid))):
        headings = [str(text)[:200] for text in sheet.grid.iloc[header]]
        if sum(bool(plain(heading)) for heading in headings) < 2:
            continue
        for contract in contracts:
            places = column_places(contract, headings)
            score = _score(contract, places, headings, sheet)
            if score and (best is None or score > best[0]):
                best = score, header, contract, places
    return best[1:] if best else None


def _score(contract: Contract, places: dict[str, int], headings: list[str], sheet: Sheet) -> float:
    """Return how well the headings fit a table, 0 when they do not. The names of sheet and file decide between equals."""
    used = len(set(places.values()))
    needed = [column.name for column in contract.columns if not column.empty]
    if used < max(2, min(3, len(needed))):
        return 0
    share = used / max(1, sum(bool(plain(heading)) for heading in headings))
    has_needed = sum(name in places for name in needed) / len(needed)
    if share < 0.3 or has_needed < 0.5:
        return 0
    names = {plain(text) for text in (contract.title, contract.table, *contract.also)}
    hint = max((fuzz.partial_ratio(name, plain(text)) for name in names for text in (sheet.name, Path(sheet.file).stem)
                if len(plain(text)) >= 4), default=0)  # fmt: skip
    return used + 3 * has_needed + share + (1.5 if hint >= 90 else 0)


def _part(
    sheet: Sheet, header: int, contract: Contract, places: dict[str, int], repeated: list[int], answers: Answers
) -> Part:
    """Return the rows under the headings as a part of the table."""
    titles, body = sheet.grid.iloc[header], sheet.grid.iloc[header + 1 :]
    places, questions, problems = chosen_places(sheet, header, contract, places, answers)
    places, of_hidden = shown_places(sheet, contract, body, places, answers)
    questions += of_hidden
    rows = pd.DataFrame({name: body.iloc[:, number] for name, number in places.items()}, index=body.index)
    headings = {name: str(titles.iloc[number]) for name, number in places.items()}
    extras = _extras(body, titles, places)
    question, name, heading = amount_question(sheet, contract, list(places), extras, answers)
    if question:
        questions.append(question)
    if heading:
        rows[name], headings[name] = extras[heading], heading
        extras = extras.drop(columns=heading)
    notes = [*sheet.notes, *heading_notes(contract, headings)]
    numbers = [places[column.name] for column in contract.columns if column.unit == "£" and column.name in places]
    problems += row_problems(sheet, header, body, numbers)
    keep = (rows != "").any(axis="columns") & ~rows.index.isin(repeated)
    if repeated:
        notes.append(f"the headings stand again in {_rows(pd.Index(repeated))}")
    examples = _examples(contract, rows)
    if examples:
        notes.append("the example row was left out")
        keep &= ~rows.index.isin(examples)
    totals, unlike = total_rows(contract, rows[keep])
    balances = balance_rows(contract, rows[keep]).difference(totals).difference(unlike)
    questions += filter(None, [total_question(sheet, unlike, answers), balance_question(sheet, balances, answers)])
    has_one_cell = (body != "").sum(axis="columns") == 1
    notes += _leave_out(rows, has_one_cell, totals, keep, {problem.row - 1 for problem in problems})
    if len(rows.columns) > 2:
        from_left = {number: name for name, number in sorted(places.items(), key=lambda place: place[1])}
        alone = rows.loc[has_one_cell & ~rows.index.isin(totals), list(from_left.values())]
        problems += alone_problems(sheet, alone, headings)
    around = Around(sheet, header, list(places.values()), body.index[has_one_cell])
    unit = sheet_unit(around, contract, rows[keep], extras[keep], answers)
    questions += unit.questions
    problems += unit.problems
    _fill_period_ends(contract, rows, headings)
    if len(extras.columns):
        notes.append(f"kept with their rows, though no table uses them: {', '.join(extras.columns)}")
        problems += left_over_problems(sheet, contract, extras)
    return Part(
        contract, sheet.file, sheet.name, rows[keep], headings, extras[keep], tuple(notes), problems=tuple(problems),
        questions=tuple(questions), numbers=sheet.numbers, factors=heading_factors(contract, headings, unit.factor),
    )  # fmt: skip


def _extras(body: pd.DataFrame, titles: pd.Series, places: dict[str, int]) -> pd.DataFrame:
    """Return the filled columns that belong to no column of the table, under distinct headings."""
    others = [
        number
        for number in range(body.shape[1])
        if number not in places.values() and not str(titles.iloc[number]).startswith(MEND)
    ]
    extras = body.iloc[:, others]
    names = distinct_headings([str(title) for title in titles])
    extras.columns = [names[number] for number in others]
    return extras.loc[:, (extras != "").any(axis="index")]


def _leave_out(
    rows: pd.DataFrame, has_one_cell: pd.Series, totals: pd.Index, keep: pd.Series, refused: set[int]
) -> list[str]:
    """Remove totals, and notes under a table, from the rows to keep; return a sentence naming the rows of each kind."""
    is_total = pd.Series(rows.index.isin(totals), index=rows.index)
    is_note = has_one_cell & (rows.shape[1] > 2) & ~rows.index.isin(refused)
    sentences = []
    for selected, what in ((is_total & keep, "totals"), (is_note & ~is_total & keep, "a note, with one cell filled")):
        if selected.any():
            sentences.append(f"left out as {what}: {_rows(rows.index[selected])}")
    keep &= ~is_total & ~is_note
    return sentences


def _fill_period_ends(contract: Contract, rows: pd.DataFrame, headings: dict[str, str]) -> None:
    """Take the end from the start where the start is a whole period, such as Q3 2019/20, and the end is empty."""
    start_name = next((column.name for column in contract.columns if column.type == "period start"), "")
    end_name = next((column.name for column in contract.columns if column.type == "period end"), "")
    if start_name not in rows:
        return
    if end_name not in rows:
        rows[end_name] = ""
        headings[end_name] = headings[start_name]
    is_period = {
        text: bool(text.strip()) and dates.day(tidy_text(text)) is None and not is_day(text)
        for text in map(str, rows[start_name].unique())
    }
    rows[end_name] = rows[end_name].where(
        (rows[end_name] != "") | ~rows[start_name].map(is_period).astype(bool), rows[start_name]
    )


def _examples(contract: Contract, rows: pd.DataFrame) -> list[int]:
    """Return the rows that are the template's example, which is among the first."""
    return [int(row) for row, texts in rows.head(5).iterrows() if is_example(contract, dict(texts))]  # type: ignore[arg-type]


def _rows(index: pd.Index) -> str:
    numbers = [str(int(row) + 1) for row in index[:5]]
    return f"row{'s' if len(index) > 1 else ''} {', '.join(numbers)}{' and more' if len(index) > 5 else ''}"
