"""A column of numbers is read as a whole: the mark before its decimals, and what a dash means in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from etl.contract import Column
from etl.reading.column_cells import Cells, Doubt, Way, quoted_cell
from etl.reading.dates import DASHES
from etl.reading.values import WRONG, amount, tidy_text, value

_GROUP = r"[0-9]{1,3}"
_EVIDENCE_OF_POINT = re.compile(
    rf"[0-9]*\.[0-9]{{1,2}}|[0-9]*\.[0-9]{{4,}}|(?:0+|[0-9]{{4,}})\.[0-9]+|\.[0-9]+"
    rf"|{_GROUP}(?:,[0-9]{{3}})+\.[0-9]+|{_GROUP}(?:,[0-9]{{3}}){{2,}}"
)
_EVIDENCE_OF_COMMA = re.compile(
    rf"[0-9]+,[0-9]{{1,2}}|[0-9]+,[0-9]{{4,}}|(?:0+|[0-9]{{4,}}),[0-9]+"
    rf"|{_GROUP}(?:[. ][0-9]{{3}})+,[0-9]+|{_GROUP}(?:\.[0-9]{{3}}){{2,}}"
)
_POINT_OR_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_COMMA_OR_THOUSANDS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_FIGURES = re.compile(r"[0-9.,][0-9., ]*[0-9]|[0-9]")
POINT, COMMA = "decimal point", "decimal comma"
ZERO, EMPTY = "dash is zero", "dash is empty"


@dataclass(frozen=True)
class Marks:
    """The cells of a column of numbers by what they show of its decimal mark.

    ``unclear`` are cells such as 1.250, which are another number with a decimal point than with a decimal comma, and
    ``grouped`` are cells such as 1,250, which are so too but are mostly meant as thousands in English.
    """

    point: list[str]
    comma: list[str]
    unclear: list[str]
    grouped: list[str]


def marks_of(cells: Cells) -> Marks:
    """Return the cells sorted by what they show; numbers of a workbook show nothing, as they are kept without marks."""
    marks = Marks([], [], [], [])
    for text in cells.texts:
        if text in cells.numbers or not ("." in text or "," in text):
            continue
        figures = _FIGURES.findall(tidy_text(text))
        if len(figures) != 1:
            continue
        kinds = ((_EVIDENCE_OF_POINT, marks.point), (_EVIDENCE_OF_COMMA, marks.comma),
                 (_POINT_OR_THOUSANDS, marks.unclear), (_COMMA_OR_THOUSANDS, marks.grouped))  # fmt: skip
        for form, texts in kinds:
            if form.fullmatch(figures[0]):
                texts.append(text)
                break
    return marks


def decimal_way(column: Column, cells: Cells) -> Way | Doubt | None:
    """Return how the decimals of a column are written, the doubt about it, or None when no cell has a mark."""
    marks = marks_of(cells)
    open_texts = [*marks.unclear, *marks.grouped]
    point, comma = Way(POINT), Way(COMMA, {text: _with_point(text) for text in (*marks.comma, *open_texts)})
    if marks.point and marks.comma:
        says = (
            f"some cells have a decimal point ({quoted_cell(cells, marks.point[0])}) and others a decimal comma "
            f"({quoted_cell(cells, marks.comma[0])})"
        )
        return Doubt(
            says, (point, comma), [*open_texts, *marks.point, *marks.comma], _example(column, open_texts or marks.comma)
        )
    if marks.comma:
        return Way(COMMA, comma.rewritten, is_unusual=True)
    if marks.unclear and not marks.point:
        says = f"{quoted_cell(cells, marks.unclear[0])} may be thousands or decimals, and no other cell shows which"
        return Doubt(says, (point, comma), open_texts, _example(column, marks.unclear))
    return point if marks.point or marks.grouped else None


def _example(column: Column, texts: list[str]) -> str:
    return next((text for text in texts if value(column, text) is not WRONG), texts[0])


def _with_point(text: str) -> str:
    """Return a number with a decimal comma as one with a decimal point and no mark between its thousands."""
    return re.sub(r"[0-9][0-9., ]*", lambda match: match[0].replace(".", "").replace(",", "."), text)


def dash_way(column: Column, cells: Cells) -> Way | Doubt | None:
    """Return the doubt whether a dash is zero, which it is in the accounting formats of spreadsheets, or None.

    Such a format shows zero as £ - or as a dash with spaces around it.
    """
    dashes = [text for text in cells.texts if re.fullmatch("-+", DASHES.sub("-", text.strip()))]
    if not dashes or not column.empty:
        return None
    pounds = [text for text in cells.texts if re.fullmatch("£ *-+", DASHES.sub("-", text.strip()))]
    padded = [text for text in dashes if text != text.strip()]
    if not pounds and not padded:
        return None
    shown = pounds[0] if pounds else padded[0]
    says = f"{quoted_cell(cells, shown)} is how spreadsheets show zero, so {quoted_cell(cells, dashes[0])} may be zero or empty"
    zero, empty = Way(ZERO, dict.fromkeys(dashes, "0")), Way(EMPTY)
    return Doubt(says, (zero, empty), dashes, dashes[0])


def multiplied(column: Column, cells: Cells, factor: int, way: Way) -> Mapping[str, str]:
    """Return each number of a column as text in the unit of the column, where its heading gives thousands or millions."""
    texts = {}
    for text in cells.texts:
        number = amount(column, way.rewritten.get(text, text))
        if number is not None and not re.search("[km]|thousand|nil", text.casefold()):
            texts[text] = format(number * factor, "f")
    return texts
