"""Which table a sheet holds and which column each heading stands for, by its headings, wherever in the sheet they are."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz, process

from etl.contract import Column, Contract
from etl.errors import DataError
from etl.reading import dates
from etl.reading.forms import boundary, deflator, grant, grant_sheets, outline_file, survey_answer
from etl.reading.forms.headings import distinct_headings
from etl.reading.own_sheets import EXPLAINING_SHEETS, MEND, is_example
from etl.reading.part import Answers, Part
from etl.reading.sheets import Sheet, kind, sheets

HEADER_WITHIN = 30
"""The headings are looked for in this many first rows; people write titles above them."""
TOTALS = ("total", "totals", "grand total", "sum", "subtotal", "sub-total", "overall")
CLOSE_ENOUGH = 88
"""A heading this similar to a column's own (out of 100) is taken for it, and the report says so."""


def parts(
    path: Path, name: str, contracts: Sequence[Contract], questions: pd.DataFrame, answers: Answers | None = None
) -> tuple[list[Part], list[str]]:
    """Return the parts of one file, and a sentence for each sheet that is none of our tables.

    ``name`` is how the user knows the file; ``questions`` are the survey questions loaded so far; ``answers`` choose how
    sheets are read. Raise DataError when the file cannot be read, or when nothing in it is a table.
    """
    answers = answers or Answers()
    outlines = outline_file.parts(path, name)
    if outlines is not None:
        return outlines, []
    if kind(path) == "json":
        return grant.from_json(path, name), []
    file_sheets = grant_sheets.joined_sheets(sheets(path, name))
    file_parts = deflator.from_sheets(file_sheets)
    taken = {part.sheet for part in file_parts}
    if not file_parts:
        file_parts, taken = survey_answer.from_sheets(file_sheets, questions)
    unrecognised = []
    for sheet in file_sheets:
        if sheet.name in taken or sheet.name in EXPLAINING_SHEETS:
            continue
        part = grant.from_sheet(sheet) or table_part(sheet, contracts)
        if part is None:
            unrecognised.append(_unrecognised_sentence(sheet, contracts))
        else:
            file_parts.append(part)
    if not file_parts:
        raise DataError(*(unrecognised or [f"{name}: holds no table. Take a template, fill it in and try again."]))
    return file_parts, unrecognised


def _unrecognised_sentence(sheet: Sheet, contracts: Sequence[Contract]) -> str:
    place = f"{sheet.file}, sheet {sheet.name}" if sheet.name else sheet.file
    titles = ", ".join(sorted(contract.title for contract in contracts if contract.title))
    return (
        f"{place}: its headings are not those of a table we know, so it was left out. "
        f"Take a template and copy the columns into it. There are templates for: {titles}."
    )


def table_part(sheet: Sheet, contracts: Sequence[Contract]) -> Part | None:
    """Return the sheet as a part of the table that its headings fit best, or None when they fit none."""
    best: tuple[float, int, Contract, dict[str, int]] | None = None
    for header in range(min(HEADER_WITHIN, len(sheet.grid))):
        headings = [_plain(str(text)[:200]) for text in sheet.grid.iloc[header]]
        if sum(map(bool, headings)) < 2:
            continue
        for contract in contracts:
            places = _column_places(contract, headings)
            score = _score(contract, places, headings, sheet)
            if score and (best is None or score > best[0]):
                best = score, header, contract, places
    part = _part(sheet, *best[1:]) if best else None
    return boundary.with_outlines(part) if part and part.contract.table == "boundary" else part


def _score(contract: Contract, places: dict[str, int], headings: list[str], sheet: Sheet) -> float:
    """Return how well the headings fit a table, 0 when they do not. The names of sheet and file decide between equals."""
    used = len(set(places.values()))
    needed = [column.name for column in contract.columns if not column.empty]
    if used < max(2, min(3, len(needed))):
        return 0
    share = used / max(1, sum(map(bool, headings)))
    has_needed = sum(name in places for name in needed) / len(needed)
    if share < 0.3 or has_needed < 0.5:
        return 0
    names = {_plain(text) for text in (contract.title, contract.table, *contract.also)}
    hint = max((fuzz.partial_ratio(name, _plain(text)) for name in names for text in (sheet.name, Path(sheet.file).stem)
                if len(_plain(text)) >= 4), default=0)  # fmt: skip
    return used + 3 * has_needed + share + (1.5 if hint >= 90 else 0)


def _column_places(contract: Contract, headings: list[str]) -> dict[str, int]:
    """Return the place of the heading of each column of the table: exact spellings first, then near ones.

    One heading stands for two columns only when both are ends of the same period.
    """
    places: dict[str, int] = {}
    for level in range(3):
        for column in contract.columns:
            if column.name not in places:
                free = [number for number, _ in enumerate(headings) if number not in places.values()]
                shared = free if level < 2 or not column.type.startswith("period") else range(len(headings))
                place = _place(column, headings, shared, level)
                if place is not None:
                    places[column.name] = place
    _share_period(contract, headings, places)
    return places


@lru_cache(maxsize=10_000)
def _spellings(column: Column, level: int) -> list[str]:
    own = [_plain(column.heading), _plain(column.name)]
    return own if level == 0 else [*own, *map(_plain, column.also)]


def _place(column: Column, headings: list[str], free: Sequence[int], level: int) -> int | None:
    spellings = _spellings(column, level)
    if level < 2:
        return next((number for name in spellings for number in free if headings[number] == name), None)
    near = {number: headings[number] for number in free if len(headings[number]) >= 4}
    closest = [process.extractOne(name, near, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH) for name in spellings]
    scored = [match for match in closest if match]
    return max(scored, key=lambda match: match[1])[2] if scored else None


def _share_period(contract: Contract, headings: list[str], places: dict[str, int]) -> None:
    """Use the single heading of a period for both its ends."""
    ends = [column for column in contract.columns if column.type in ("period start", "period end")]
    present = [column for column in ends if column.name in places]
    if len(ends) == 2 and len(present) == 1:
        (missing,) = set(ends) - set(present)
        if headings[places[present[0].name]] in _spellings(missing, 1):
            places[missing.name] = places[present[0].name]


def _part(sheet: Sheet, header: int, contract: Contract, places: dict[str, int]) -> Part:
    """Return the rows under the headings as a part of the table."""
    titles = sheet.grid.iloc[header]
    body = sheet.grid.iloc[header + 1 :]
    rows = pd.DataFrame({name: body.iloc[:, number] for name, number in places.items()}, index=body.index)
    other_columns = [
        number
        for number in range(sheet.grid.shape[1])
        if number not in places.values() and not str(titles.iloc[number]).startswith(MEND)
    ]
    extras = body.iloc[:, other_columns]
    names = distinct_headings([str(title) for title in titles])
    extras.columns = [names[number] for number in other_columns]
    extras = extras.loc[:, (extras != "").any(axis="index")]
    headings = {name: str(titles.iloc[number]) for name, number in places.items()}
    notes = [*sheet.notes, *_heading_notes(contract, headings)]
    keep = ~_repeats_headings(body, titles, places)
    if not keep.all():
        notes.append(f"the headings stand again in {_rows(body.index[~keep])}")
    examples = _examples(contract, rows)
    if examples:
        notes.append("the example row was left out")
        keep &= ~rows.index.isin(examples)
    keep &= (rows != "").any(axis="columns")
    notes += _leave_out_totals_and_notes(contract, body, rows, keep)
    _fill_period_ends(contract, rows, headings)
    if len(extras.columns):
        notes.append(f"kept with their rows, though no table uses them: {', '.join(extras.columns)}")
    return Part(contract, sheet.file, sheet.name, rows[keep], headings, extras[keep], tuple(notes))


def _leave_out_totals_and_notes(
    contract: Contract, body: pd.DataFrame, rows: pd.DataFrame, keep: pd.Series
) -> list[str]:
    """Remove totals, and notes under a table, from the rows to keep; return a sentence naming the rows of each kind."""
    area = next((column.name for column in contract.columns if column.references == "area.area_id"), "")
    is_total = pd.Series(False, index=rows.index)
    if area in rows:
        is_total |= rows[area].str.casefold().str.strip(" :").isin(TOTALS)
        of_no_area = rows[rows[area] == ""]
        words = of_no_area.apply(lambda texts: texts.str.casefold().str.strip(" :"))
        is_total[of_no_area.index[words.isin(TOTALS).any(axis="columns")]] = True
    is_note = ((body != "").sum(axis="columns") == 1) & (rows.shape[1] > 2)
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
    is_period = {text: bool(text) and dates.day(text) is None for text in rows[start_name].unique()}
    rows[end_name] = rows[end_name].where(
        (rows[end_name] != "") | ~rows[start_name].map(is_period).astype(bool), rows[start_name]
    )


def _examples(contract: Contract, rows: pd.DataFrame) -> list[int]:
    """Return the rows that are the template's example, which is among the first."""
    return [int(row) for row, texts in rows.head(5).iterrows() if is_example(contract, dict(texts))]  # type: ignore[arg-type]


def _heading_notes(contract: Contract, headings: dict[str, str]) -> list[str]:
    return [
        f"“{heading}” was taken for {contract.column(name).heading}"
        for name, heading in headings.items()
        if _plain(heading) not in _spellings(contract.column(name), 1)
    ]


def _repeats_headings(body: pd.DataFrame, titles: pd.Series, places: dict[str, int]) -> pd.Series:
    used = sorted(set(places.values()))
    same = pd.Series(True, index=body.index)
    for number in used:
        same &= body.iloc[:, number] == titles.iloc[number]
    return same


def _rows(index: pd.Index) -> str:
    numbers = [str(int(row) + 1) for row in index[:5]]
    return f"row{'s' if len(index) > 1 else ''} {', '.join(numbers)}{' and more' if len(index) > 5 else ''}"


@lru_cache(maxsize=10_000)
def _plain(text: str) -> str:
    """Return a heading in the form used to compare headings: small letters, single spaces, no units or marks."""
    bare = re.sub(r"\(\s*(£|gbp|%|hours)\s*\)|£", " ", text.casefold().replace("’", "'"))
    return " ".join(re.findall(r"[a-z0-9%:]+", bare.replace("'", "")))
