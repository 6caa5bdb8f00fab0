"""What a workbook does not show: hidden sheets, rows and columns. A person may not know of them, so the reader asks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from etl.contract import Contract
from etl.reading.grid import Sheet, letters, rows_in_words
from etl.reading.part import LEFT_OUT, Answers, Part, Question, Reading

LEFT_EMPTY = "left empty"
"""The answer by which nothing of a hidden column is loaded."""
FIRST_ROWS = 30
"""The headings of a table are in these."""


def with_hidden_questions(parts: Sequence[Part], sheets: Sequence[Sheet]) -> list[Part]:
    """Return the parts of a file with a question about each hidden row, and each hidden sheet beside a shown one."""
    by_name = {sheet.name: sheet for sheet in sheets}
    shown = {
        part.contract.table: part.sheet for part in parts if part.sheet in by_name and not by_name[part.sheet].is_hidden
    }
    return [_with_questions(part, by_name[part.sheet], shown) if part.sheet in by_name else part for part in parts]


def _with_questions(part: Part, sheet: Sheet, shown: Mapping[str, str]) -> Part:
    questions, notes = list(part.questions), list(part.notes)
    beside = shown.get(part.contract.table)
    if sheet.is_very_hidden or (sheet.is_hidden and beside is not None):
        questions.append(_sheet_question(part, sheet, beside or ""))
    elif sheet.is_hidden:
        notes.append("the sheet is hidden and was read too")
    rows = part.rows.index[part.rows.index.isin(sheet.hidden_rows)].unique() if sheet.hidden_rows else ()
    if len(rows):
        questions.append(_rows_question(part, [int(row) for row in rows]))
    for number, heading in _hidden_headings(part, sheet):
        ask = _answers_question if _is_of_answers(part, heading) else _form_column_question
        questions += filter(None, [ask(part, number, heading)])
    return replace(part, questions=tuple(questions), notes=tuple(notes))


def _hidden_headings(part: Part, sheet: Sheet) -> list[tuple[int, str]]:
    """Return the hidden columns that a part uses and about which there is no question yet, with their headings.

    A table all of whose columns are hidden has none to ask about.
    """
    subjects = {question.subject for question in part.questions}
    used = {heading.strip() for heading in part.headings.values()}
    if part.row_headings is not None:
        used |= {str(heading).strip() for heading in part.row_headings.unique()}
    hidden = []
    for number in sorted(sheet.hidden_columns & set(sheet.grid.columns)):
        texts = [text.strip() for text in sheet.grid[number].iloc[:FIRST_ROWS] if text.strip()]
        titles = [heading for text in texts for heading in (text, f"{text} (column {number + 1})") if heading in used]
        if titles and _subject(number) not in subjects:
            hidden.append((number, titles[0]))
    return [] if used == {heading for _, heading in hidden} else hidden


def _is_of_answers(part: Part, heading: str) -> bool:
    """Whether a heading of a survey is that of a question, not of a column about the respondents."""
    return part.row_headings is not None and bool((part.row_headings == heading).any())


def _answers_question(part: Part, number: int, heading: str) -> Question | None:
    """Return the question about a hidden column of answers of a survey, or None when it is empty."""
    is_filled = (part.row_headings == heading).to_numpy() & (part.rows["answer"].str.strip() != "").to_numpy()
    filled = [int(row) for row in part.rows.index[is_filled]]
    if not filled:
        return None
    its = "its answer is" if len(filled) == 1 else f"its {len(filled):,} answers are"
    readings = (Reading("read", f"{its} loaded"), Reading(LEFT_OUT, f"{its} not loaded"))
    says = f"the column is hidden and holds answers to the question under {heading}"
    return Question(part.file, part.sheet, _subject(number), says, readings, tuple(filled), heading=heading)


def _form_column_question(part: Part, number: int, heading: str) -> Question | None:
    """Return the question about a hidden column of a table with a form of its own, or None when it is empty."""
    name = next((name for name, other in part.headings.items() if other.strip() == heading and name in part.rows), "")
    filled = [int(row) for row in part.rows.index[part.rows[name] != ""]] if name else []
    if not filled:
        return None
    says = f"the column is hidden and its heading is that of {part.contract.column(name).heading}"
    return Question(part.file, part.sheet, _subject(number), says, _loaded_or_not(len(filled)), tuple(filled))


def _subject(number: int) -> str:
    return f"column {letters(number)}"


def _sheet_question(part: Part, sheet: Sheet, beside: str) -> Question:
    how = "hidden so that no menu of the spreadsheet program shows it," if sheet.is_very_hidden else "hidden"
    says = f"the sheet is {how} and holds {part.contract.title}{f', as sheet {beside} does' if beside else ''}"
    return Question(
        part.file, "", f"sheet {part.sheet}", says,
        _loaded_or_not(len(part.rows)), tuple(int(row) for row in part.rows.index),
    )  # fmt: skip


def _rows_question(part: Part, rows: list[int]) -> Question:
    verb = "is" if len(rows) == 1 else "are"
    return Question(part.file, part.sheet, "hidden rows", f"{rows_in_words(rows)} {verb} hidden, for example by a filter",
                    _loaded_or_not(len(rows)), tuple(rows))  # fmt: skip


def _loaded_or_not(rows: int) -> tuple[Reading, Reading]:
    its = "the row is" if rows == 1 else f"the {rows:,} rows are"
    return Reading("read", f"{its} loaded"), Reading(LEFT_OUT, f"{its} not loaded")


def shown_places(
    sheet: Sheet, contract: Contract, body: pd.DataFrame, places: Mapping[str, int], answers: Answers
) -> tuple[dict[str, int], list[Question]]:
    """Return the places of the columns of a table without hidden ones that are to be left empty, with a question about each.

    A table all of whose columns are hidden has none to ask about.
    """
    hidden = {number for number in places.values() if number in sheet.hidden_columns and (body[number] != "").any()}
    if hidden == set(places.values()):
        return dict(places), []
    questions = [answers.answered(_column_question(sheet, contract, body, places, number)) for number in sorted(hidden)]
    left = {question.subject for question in questions if question.answer == LEFT_EMPTY}
    kept = {name: number for name, number in places.items() if _subject(number) not in left}
    return kept, questions


def _column_question(
    sheet: Sheet, contract: Contract, body: pd.DataFrame, places: Mapping[str, int], number: int
) -> Question:
    columns = [contract.column(name) for name, place in places.items() if place == number]
    what = " and ".join(column.heading for column in columns)
    needed = any(not column.empty for column in columns)
    filled = body.index[body[number] != ""]
    example = f"{str(body.at[filled[0], number])!r} in row {int(filled[0]) + 1}"
    readings = (
        Reading("read", f"its values are loaded, such as {example}"),
        Reading(LEFT_EMPTY, "no row is loaded, as each needs a value" if needed else "its values are not loaded"),
    )
    says = f"the column is hidden and its heading is that of {what}"
    return Question(sheet.file, sheet.name, _subject(number), says, readings, tuple(map(int, filled)))
