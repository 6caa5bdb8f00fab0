"""Which table a sheet is, and which of its headings is which column: by the headings, wherever in the sheet they stand."""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz, process

from etl.contract import Column, Contract
from etl.errors import DataError
from etl.reading import dates
from etl.reading.forms import boundary, deflator, grant, survey_answer
from etl.reading.forms.headings import distinct
from etl.reading.own_sheets import EXPLAINING_SHEETS, MEND, is_example
from etl.reading.part import Part
from etl.reading.sheets import Sheet, kind, sheets

HEADER_WITHIN = 30
"""The headings stand in one of so many first rows; above them people write titles."""
TOTALS = ("total", "totals", "grand total", "sum", "subtotal", "sub-total", "overall")
CLOSE_ENOUGH = 88
"""A heading that is so like a known one (of 100) is taken for it, and the report says so."""


def parts(path: Path, name: str, told: Sequence[Contract], questions: pd.DataFrame) -> tuple[list[Part], list[str]]:
    """Return the parts of one file, and a sentence for each sheet that is no table we know.

    ``name`` is how the user knows the file; ``questions`` are the survey questions known so far. Raises DataError when
    the file cannot be read, or when nothing in it is a table.
    """
    if kind(path) == "json":
        read = boundary.from_geojson if _is_geojson(path) else grant.from_json
        return read(path, name), []
    given = sheets(path, name)
    found = deflator.from_sheets(given)
    taken = {part.sheet for part in found}
    if not found:
        found, taken = survey_answer.from_sheets(given, questions)
    unknown = []
    for sheet in given:
        if sheet.name in taken or sheet.name in EXPLAINING_SHEETS:
            continue
        part = grant.from_sheet(sheet) or table_part(sheet, told)
        if part is None:
            unknown.append(_not_known(sheet, told))
        else:
            found.append(part)
    if not found:
        raise DataError(*(unknown or [f"{name}: holds no table. Take a template, fill it in and try again."]))
    return found, unknown


def _is_geojson(path: Path) -> bool:
    try:
        told = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.get("type") in ("FeatureCollection", "Feature")


def _not_known(sheet: Sheet, told: Sequence[Contract]) -> str:
    place = f"{sheet.file}, sheet {sheet.name}" if sheet.name else sheet.file
    titles = ", ".join(sorted(one.title for one in told if one.title))
    return (
        f"{place}: its headings are not those of a table we know, so it was left out. "
        f"Take a template and copy the columns into it. There are templates for: {titles}."
    )


def table_part(sheet: Sheet, told: Sequence[Contract]) -> Part | None:
    """Return the sheet as a part of the table that its headings fit best, or None when they fit none."""
    best: tuple[float, int, Contract, dict[str, int]] | None = None
    for position in range(min(HEADER_WITHIN, len(sheet.grid))):
        headings = [_plain(str(text)[:200]) for text in sheet.grid.iloc[position]]
        if sum(map(bool, headings)) < 2:
            continue
        for one in told:
            columns = _columns(one, headings)
            score = _score(one, columns, headings, sheet)
            if score and (best is None or score > best[0]):
                best = score, position, one, columns
    return _part(sheet, *best[1:]) if best else None


def _score(contract: Contract, columns: dict[str, int], headings: list[str], sheet: Sheet) -> float:
    """Return how well the headings fit a table: 0 where they do not. The names of sheet and file decide between equals."""
    used = len(set(columns.values()))
    needed = [column.name for column in contract.columns if not column.empty]
    if used < max(2, min(3, len(needed))):
        return 0
    share = used / max(1, sum(map(bool, headings)))
    has_needed = sum(name in columns for name in needed) / len(needed)
    if share < 0.3 or has_needed < 0.5:
        return 0
    names = {_plain(text) for text in (contract.title, contract.table, *contract.also)}
    hint = max((fuzz.partial_ratio(name, _plain(text)) for name in names for text in (sheet.name, Path(sheet.file).stem)
                if len(_plain(text)) >= 4), default=0)  # fmt: skip
    return used + 3 * has_needed + share + (1.5 if hint >= 90 else 0)


def _columns(contract: Contract, headings: list[str]) -> dict[str, int]:
    """Return for each column of the table the position of its heading: exact spellings first, then near ones.

    One heading stands for two columns only where both are ends of the same period.
    """
    found: dict[str, int] = {}
    for level in range(3):
        for column in contract.columns:
            if column.name not in found:
                free = [number for number, _ in enumerate(headings) if number not in found.values()]
                shared = free if level < 2 or not column.type.startswith("period") else range(len(headings))
                position = _position(column, headings, shared, level)
                if position is not None:
                    found[column.name] = position
    _share_period(contract, headings, found)
    return found


@lru_cache(maxsize=10_000)
def _spellings(column: Column, level: int) -> list[str]:
    own = [_plain(column.heading), _plain(column.name)]
    return own if level == 0 else [*own, *map(_plain, column.also)]


def _position(column: Column, headings: list[str], free: Sequence[int], level: int) -> int | None:
    spellings = _spellings(column, level)
    if level < 2:
        return next((number for name in spellings for number in free if headings[number] == name), None)
    near = {number: headings[number] for number in free if len(headings[number]) >= 4}
    closest = [process.extractOne(name, near, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH) for name in spellings]
    scored = [match for match in closest if match]
    return max(scored, key=lambda match: match[1])[2] if scored else None


def _share_period(contract: Contract, headings: list[str], found: dict[str, int]) -> None:
    """Let the one heading of a period stand for both its ends."""
    ends = [column for column in contract.columns if column.type in ("period start", "period end")]
    have = [column for column in ends if column.name in found]
    if len(ends) == 2 and len(have) == 1:
        (lacking,) = set(ends) - set(have)
        if headings[found[have[0].name]] in _spellings(lacking, 1):
            found[lacking.name] = found[have[0].name]


def _part(sheet: Sheet, position: int, contract: Contract, columns: dict[str, int]) -> Part:
    """Return what stands under the headings as rows of the table."""
    titles = sheet.grid.iloc[position]
    body = sheet.grid.iloc[position + 1 :]
    rows = pd.DataFrame({name: body.iloc[:, number] for name, number in columns.items()}, index=body.index)
    left = [
        number
        for number in range(sheet.grid.shape[1])
        if number not in columns.values() and not str(titles.iloc[number]).startswith(MEND)
    ]
    extras = body.iloc[:, left]
    names = distinct([str(title) for title in titles])
    extras.columns = [names[number] for number in left]
    extras = extras.loc[:, (extras != "").any(axis="index")]
    headings = {name: str(titles.iloc[number]) for name, number in columns.items()}
    notes = [*sheet.notes, *_heading_notes(contract, headings)]
    keep = ~_repeats_header(body, titles, columns)
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
    """Take rows of totals, and notes under a table, out of those to keep; return a sentence for each kind, naming the rows."""
    area = next((column.name for column in contract.columns if column.references == "area.area_id"), "")
    is_total = pd.Series(False, index=rows.index)
    if area in rows:
        is_total |= rows[area].str.casefold().str.strip(" :").isin(TOTALS)
        of_no_area = rows[rows[area] == ""]
        words = of_no_area.apply(lambda texts: texts.str.casefold().str.strip(" :"))
        is_total[of_no_area.index[words.isin(TOTALS).any(axis="columns")]] = True
    is_note = ((body != "").sum(axis="columns") == 1) & (rows.shape[1] > 2)
    said = []
    for which, what in ((is_total & keep, "totals"), (is_note & ~is_total & keep, "a note, with one cell filled")):
        if which.any():
            said.append(f"left out as {what}: {_rows(rows.index[which])}")
    keep &= ~is_total & ~is_note
    return said


def _fill_period_ends(contract: Contract, rows: pd.DataFrame, headings: dict[str, str]) -> None:
    """Let a period that stands alone, such as Q3 2019/20, tell the end as well as the start."""
    start = next((column.name for column in contract.columns if column.type == "period start"), "")
    end = next((column.name for column in contract.columns if column.type == "period end"), "")
    if start not in rows:
        return
    if end not in rows:
        rows[end] = ""
        headings[end] = headings[start]
    is_period = {text: bool(text) and dates.day(text) is None for text in rows[start].unique()}
    rows[end] = rows[end].where((rows[end] != "") | ~rows[start].map(is_period).astype(bool), rows[start])


def _examples(contract: Contract, rows: pd.DataFrame) -> list[int]:
    """Return the rows that are the template's example; it stands among the first."""
    return [int(row) for row, texts in rows.head(5).iterrows() if is_example(contract, dict(texts))]  # type: ignore[arg-type]


def _heading_notes(contract: Contract, headings: dict[str, str]) -> list[str]:
    return [
        f"“{heading}” was taken for {contract.column(name).heading}"
        for name, heading in headings.items()
        if _plain(heading) not in _spellings(contract.column(name), 1)
    ]


def _repeats_header(body: pd.DataFrame, titles: pd.Series, columns: dict[str, int]) -> pd.Series:
    used = sorted(set(columns.values()))
    same = pd.Series(True, index=body.index)
    for number in used:
        same &= body.iloc[:, number] == titles.iloc[number]
    return same


def _rows(index: pd.Index) -> str:
    numbers = [str(int(row) + 1) for row in index[:5]]
    return f"row{'s' if len(index) > 1 else ''} {', '.join(numbers)}{' and more' if len(index) > 5 else ''}"


@lru_cache(maxsize=10_000)
def _plain(text: str) -> str:
    """Return a heading as it is compared: small letters, words parted by one space, without units and marks."""
    bare = re.sub(r"\(\s*(£|gbp|%|hours)\s*\)|£", " ", text.casefold().replace("’", "'"))
    return " ".join(re.findall(r"[a-z0-9%:]+", bare.replace("'", "")))
