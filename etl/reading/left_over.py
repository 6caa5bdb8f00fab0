"""What is left over when a sheet is read as a table: cells beyond the headings, rows cut in two, columns that are there twice."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from etl.contract import Column, Contract
from etl.reading.column_headings import near_column, plain, spellings
from etl.reading.grid import Sheet, letters
from etl.reading.part import Answers, Problem, Question, Reading
from etl.reading.values import WRONG, value

NUMBERS = ("number", "whole number")
LONGER = "has more cells than there are headings"
LONGER_MEND = (
    'A comma inside a number or text may need quotation marks, as in "1,200.00"; mend the row and save the file again.'
)
COMMA = "may be one number with a comma and no quotation marks"
CUT = "may be one row that a line break cuts in two"
MALFORMED = (LONGER, COMMA, CUT)
"""What is wrong with rows whose cells are not those of their headings, so that nothing is to be said of each cell."""
CUT_MEND = "Take the line break out, or put the cell in quotation marks."


def row_problems(sheet: Sheet, header: int, body: pd.DataFrame, money: Sequence[int]) -> list[Problem]:
    """Return the problems of rows that are longer than the headings, or cut in two by a line break.

    ``header`` is the place of the row of headings; ``money`` are the columns that hold numbers.
    """
    longer = _longer_rows(sheet, header, body)
    problems = [Problem(sheet.file, sheet.name, row + 1, "", text, LONGER, LONGER_MEND) for row, text in longer.items()]
    problems += [
        Problem(sheet.file, sheet.name, row + 1, "", "", CUT, CUT_MEND) for row in _cut_rows(sheet, header, body)
    ]
    problems += [
        Problem(sheet.file, sheet.name, row + 1, "", text, COMMA,
                LONGER_MEND)
        for row, text in _numbers_cut(sheet, body, money).items() if row not in longer
    ]  # fmt: skip
    return problems


def alone_problems(sheet: Sheet, rows: pd.DataFrame, headings: Mapping[str, str]) -> list[Problem]:
    """Return a warning for each row that is left out as a note though its only cell is of a column of the table.

    A text in the first of the columns is a note under the table, as people write it there.
    """
    return [
        Problem(sheet.file, sheet.name, int(str(row)) + 1, headings[name], text,
                "stands alone in its row, which was left out", "If it is a record, fill its other cells.", "warning")
        for name in rows.columns[1:]
        for row, text in rows.loc[rows[name] != "", name].items()
    ]  # fmt: skip


def _longer_rows(sheet: Sheet, header: int, body: pd.DataFrame) -> dict[int, str]:
    """Return the first cell beyond the headings of each row that has one.

    In a workbook cells keep their column, so only a number there can come from a row that was split at a comma.
    """
    titles = sheet.grid.iloc[header]
    named = [number for number, title in enumerate(titles) if title.strip()]
    width = max(named, default=-1) + 1
    if sheet.widths is not None:
        width = max(width, sheet.widths.get(int(str(sheet.grid.index[header])), sheet.width))
    beyond = body.iloc[:, width:]
    cells: dict[int, str] = {}
    for row, texts in beyond[(beyond != "").any(axis="columns")].iterrows():
        text = next(text for text in texts if text)
        if sheet.widths is not None or re.match(r"[£0-9]", text):
            cells[int(str(row))] = text
    return cells


def _cut_rows(sheet: Sheet, header: int, body: pd.DataFrame) -> list[int]:
    """Return rows of a CSV file that together have the cells of one: each is short, and they follow each other."""
    if sheet.widths is None:
        return []
    width = sheet.widths.get(int(str(sheet.grid.index[header])), sheet.width)
    first = int(sheet.grid.index[header])
    short = {row: cells for row, cells in sheet.widths.items() if row > first and cells < width and row in body.index}
    full = {int(row) for row in body.index[-1:]} - short.keys()
    cut: set[int] = set()
    for row, cells in short.items():
        follows = row + 1 in short
        if follows and cells + short[row + 1] <= width + 1 and cells + short[row + 1] > 2:
            cut |= {row, row + 1}
        elif cells == 1 and row - 1 in body.index and row - 1 not in short and full and row < body.index[-1]:
            cut |= {row - 1, row}
    return sorted(cut)


def _numbers_cut(sheet: Sheet, body: pd.DataFrame, money: Sequence[int]) -> dict[int, str]:
    """Return rows of a CSV file in which a comma without quotation marks may have cut a number, though no cell is too many."""
    cells: dict[int, str] = {}
    if sheet.widths is None or sheet.separator != ",":
        return cells
    for number in money:
        if number + 1 >= body.shape[1] or number + 1 in money:
            continue
        after = body.iloc[:, number + 1]
        tails = after[after.str.fullmatch(r"[0-9]{3}(\.[0-9]{1,2})?")]
        heads = body.iloc[:, number].loc[tails.index]
        cut = heads[heads.str.fullmatch(r"-?£?[1-9][0-9]{0,2}")]
        if len(cut) and len(tails) <= (after != "").sum() / 2 + 1:
            cells |= {int(str(row)): f"{text},{tails.at[row]}" for row, text in cut.items()}
    return cells


def chosen_places(
    sheet: Sheet, header: int, contract: Contract, places: dict[str, int], answers: Answers
) -> tuple[dict[str, int], list[Question], list[Problem]]:
    """Return the places of the columns after choosing between those that are there twice, with questions and problems."""
    titles, body = sheet.grid.iloc[header], sheet.grid.iloc[header + 1 :]
    chosen, questions, problems = dict(places), [], []
    for name, place in places.items():
        column = contract.column(name)
        rivals = [
            number
            for number in range(len(titles))
            if number not in places.values() and _is_rival(column, titles.iloc[place], titles.iloc[number])
            and (body.iloc[:, number] != "").any() and not body.iloc[:, number].equals(body.iloc[:, place])
        ]  # fmt: skip
        if not rivals:
            continue
        if column.references == "area.area_id":
            says = f"a second table begins beside the first, in column {letters(rivals[0])}"
            problems.append(Problem(sheet.file, sheet.name, 0, column.heading, "", says,
                                    "Put it into a sheet or file of its own."))  # fmt: skip
            continue
        question = answers.answered(_rival_question(sheet, [place, *rivals], titles, body))
        questions.append(question)
        numbers = {f"column {letters(number)}": number for number in (place, *rivals)}
        chosen[name] = numbers.get(question.answer, place)
    return chosen, questions, problems


def _is_rival(column: Column, title: str, other: str) -> bool:
    """Whether two headings stand for one column: the same words, or for numbers any of its spellings."""
    if not plain(other):
        return False
    return plain(other) == plain(title) or (column.type in NUMBERS and plain(other) in spellings(column))


def _rival_question(sheet: Sheet, numbers: list[int], titles: pd.Series, body: pd.DataFrame) -> Question:
    differs = (body.iloc[:, numbers].nunique(axis="columns") > 1).to_numpy()
    row = body[differs].iloc[0]
    options = tuple(
        Reading(f"column {letters(number)}", f"{row.iloc[number] or 'empty'} in row {int(str(row.name)) + 1}")
        for number in numbers
    )
    where = " and ".join(f"column {letters(number)} ({titles.iloc[number].strip()})" for number in numbers)
    return Question(
        sheet.file, sheet.name, titles.iloc[numbers[0]].strip(), f"the column is there twice: {where}", options
    )


def left_over_problems(sheet: Sheet, contract: Contract, extras: pd.DataFrame) -> list[Problem]:
    """Return a warning for each column that is like one of the table without being it."""
    problems = []
    for heading in extras.columns:
        column = near_column(contract, str(heading))
        if column is not None:
            says = f"is not taken for {column.heading}, which it is only like: its values are not loaded"
            problems.append(Problem(sheet.file, sheet.name, 0, str(heading), "", says, "", "warning"))
    return problems


def amount_question(
    sheet: Sheet, contract: Contract, names: Sequence[str], extras: pd.DataFrame, answers: Answers
) -> tuple[Question | None, str, str]:
    """Return the question of a table of money without a column of money, and the column and heading that an answer pairs."""
    money = [column for column in contract.columns if column.unit == "£"]
    needed = next((column for column in money if "amount" in spellings(column)), None)
    if needed is None or any(column.name in names for column in money) or extras.empty:
        return None, "", ""
    numeric = {str(heading): text for heading in extras.columns if (text := _first_number(needed, extras[heading]))}
    if not numeric:
        return None, "", ""
    options = [Reading(heading, f"{text} is {needed.heading}") for heading, text in numeric.items()]
    says = f"no heading is one of an amount, but {', '.join(f'“{heading}”' for heading in numeric)} may be"
    question = Question(
        sheet.file, sheet.name, needed.heading, says, (*options, Reading("none", "rows have no amount"))
    )
    question = answers.answered(question)
    return question, needed.name, question.answer if question.answer in numeric else ""


def _first_number(column: Column, texts: pd.Series) -> str:
    filled = [str(text) for text in texts.unique() if str(text).strip()][:20]
    are_numbers = [value(column, text) is not WRONG for text in filled]
    return filled[0] if filled and sum(are_numbers) > len(filled) / 2 else ""
