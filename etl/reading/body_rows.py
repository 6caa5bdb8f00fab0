"""Rows under the headings that are no records: totals, notes, repeated headings, and where a second table begins."""

import re
from collections.abc import Mapping
from decimal import Decimal

import numpy as np
import pandas as pd

from etl.contract import Column, Contract
from etl.reading.column_headings import plain, spellings
from etl.reading.grid import Sheet, rows_in_words
from etl.reading.own_sheets import area_column
from etl.reading.part import LEFT_OUT, Answers, Question, Reading
from etl.reading.values import amount

TOTAL = re.compile(
    r"(grand|sub|overall|running)?[ -]?totals?( (spend|spent|expenditure|cost|costs|budget|amount|income|area|year|for .*))?"
    r"|sum|overall|.{2,60} (sub-?)?totals?|(sub-?)?totals? (of|for) .*"
)
BALANCE = re.compile(
    r"(opening |closing |remaining |unspent |bank )?balances?( (at|as at|on|of) .*| remaining| unspent| in hand)?"
    r"|((opening |closing )?(balance|amount|surplus|deficit|underspend|overspend|funds?)s? )?"
    r"((brought|carried) (forward|over|down)|[bc] ?/ ?f(wd)?|[bc]fwd)( .*)?"
)
MOST_DISTINCT = 10_000
"""A column with more distinct texts than this is not one in which headings stand again."""


def heading_rows(
    sheet: Sheet, header: int, contract: Contract, places: Mapping[str, int]
) -> tuple[list[int], int | None]:
    """Return the rows that repeat the headings, and the place in the grid where a table with other headings begins."""
    body = sheet.grid.iloc[header + 1 :]
    used = sorted(set(places.values()))
    area = area_column(contract)
    anchor = places.get(area.name, used[0]) if area else used[0]
    texts = body.iloc[:, anchor]
    distinct = texts.unique()
    if len(distinct) > MOST_DISTINCT:
        return [], None
    headings = {name for column in contract.columns for name in spellings(column)}
    is_heading = texts.isin([text for text in distinct if plain(str(text)[:200]) in headings])
    titles = [plain(title) for title in sheet.grid.iloc[header]]
    repeated = []
    for place in map(int, np.flatnonzero(is_heading)):
        cells = [plain(str(text)[:200]) for text in body.iloc[place]]
        if all(cells[number] == titles[number] for number in used):
            repeated.append(int(body.index[place]))
        elif sum(cell in headings for cell in cells) >= max(2, sum(map(bool, cells)) / 2):
            return repeated, header + 1 + place
    return repeated, None


def second_table_question(sheet: Sheet, rows: int) -> Question:
    """Return the question whether a table that begins below another one is to be loaded; its rows wait for the answer."""
    row = int(sheet.grid.index[0]) + 1
    it = "its 1 row is" if rows == 1 else f"its {rows:,} rows are"
    return Question(
        sheet.file,
        sheet.name,
        f"row {row}",
        "a second table begins here, under other headings",
        (Reading("own table", f"{it} read under the headings there"),
         Reading(LEFT_OUT, f"{it} not loaded")),
    )  # fmt: skip


def total_rows(contract: Contract, rows: pd.DataFrame) -> tuple[pd.Index, pd.Index]:
    """Return the rows that are totals, and those that are called total but are not the sum of the others of their area."""
    area = area_column(contract)
    if area is None or area.name not in rows:
        return rows.index[:0], rows.index[:0]
    is_total = _is_total(rows[area.name])
    without_area = rows[rows[area.name].str.strip() == ""]
    for name in rows.columns if len(without_area) else ():
        is_total[without_area.index[_is_total(without_area[name])]] = True
    keys = [column for column in contract.columns if column.name in contract.key and column.name in rows]
    of_area = pd.Series(False, index=rows.index)
    for column in keys:
        if column is not area and column.type == "text" and not column.values and not column.references:
            of_area |= _is_total(rows[column.name]) & ~is_total
    sums = [column for column in contract.columns if column.unit == "£" and column.name in rows]
    parts = rows[~is_total & ~of_area]
    agrees = [
        row
        for row in rows.index[of_area]
        if _is_sum(rows.loc[row], parts[parts[area.name] == rows.at[row, area.name]], sums)
    ]
    return rows.index[is_total].union(pd.Index(agrees)), rows.index[of_area].difference(pd.Index(agrees))


def balance_rows(contract: Contract, rows: pd.DataFrame) -> pd.Index:
    """Return the rows of a table of money that are called a balance, or brought or carried forward, in a part of the key."""
    is_balance = pd.Series(False, index=rows.index)
    if any(column.unit == "£" and column.name in rows for column in contract.columns):
        for column in contract.columns:
            if column.name in contract.key and column.name in rows and column.type == "text" and not column.references:
                words = rows[column.name].str.casefold().str.strip(" :.")
                is_balance |= words.str.fullmatch(BALANCE.pattern)
    return rows.index[is_balance]


def balance_question(sheet: Sheet, rows: pd.Index, answers: Answers) -> Question | None:
    """Return the question whether rows that are called a balance are records; they wait for the answer."""
    if not len(rows):
        return None
    numbers = [int(row) for row in rows]
    says = f"{rows_in_words(numbers)} {'is' if len(rows) == 1 else 'are'} called a balance or an amount carried over"
    return answers.answered(
        Question(sheet.file, sheet.name, "balances", says,
                 (Reading(LEFT_OUT, "they are not loaded"), Reading("records", "they are loaded")), tuple(numbers))
    )  # fmt: skip


def _is_total(texts: pd.Series) -> pd.Series:
    """Return whether each text is the word that people write beside a total; only texts with such a word are looked into."""
    is_total = texts.str.contains("(?i)total|sum|overall", regex=True)
    words = texts[is_total].str.casefold().str.strip(" :.")
    is_total[words.index] = words.str.fullmatch(TOTAL.pattern)
    return is_total


def _is_sum(total: pd.Series, parts: pd.DataFrame, columns: list[Column]) -> bool:
    """Whether each amount of a row is the sum of the parts, those of its own period or of all."""
    if parts.empty or not columns:
        return False
    periods = [name for name in parts.columns if name.startswith("period")]
    same_period = parts[(parts[periods] == total[periods]).all(axis="columns")] if periods else parts
    return any(
        all(abs(_sum(column, rows[column.name]) - _sum(column, [total[column.name]])) < 1 for column in columns)
        for rows in (same_period, parts)
    )


def _sum(column: Column, texts: object) -> Decimal:
    return sum(((amount(column, str(text).strip()) or Decimal(0)) for text in texts), Decimal(0))  # type: ignore[attr-defined]


def total_question(sheet: Sheet, rows: pd.Index, answers: Answers) -> Question | None:
    """Return the question whether rows that are called total are records; they wait for the answer."""
    if not len(rows):
        return None
    numbers = tuple(int(row) for row in rows)
    where = f"row {numbers[0] + 1}" if len(rows) == 1 else f"rows {', '.join(str(row + 1) for row in numbers[:5])}"
    says = f"{where} {'is' if len(rows) == 1 else 'are'} called total, but not the sum of the other rows of the area"
    return answers.answered(
        Question(sheet.file, sheet.name, "totals", says,
                 (Reading(LEFT_OUT, "they are not loaded"), Reading("records", "they are loaded")), numbers)
    )  # fmt: skip
