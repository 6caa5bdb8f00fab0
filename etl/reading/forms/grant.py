"""Grants in the 360Giving form, as funders publish them: spreadsheets with the standard's titles, or JSON.

Oddities of the source. Titles changed between versions of the standard and between tools: "Recipient Org:Name",
"Recipient Org:0:Name" and "recipientOrganization/0/name" are one field, so numbers in a title are ignored. A grant may
have several recipients, funders and places: texts of the same field are joined by "; ", and of several dates and numbers
the first is taken. A grant to a person has "Recipient Ind" or "To Individuals Details": it is left out and counted, and
nothing of it is kept; nor are the names, telephones and e-mail addresses of people at organisations. The standard
requires a currency, so pounds are never assumed.

Source: 360Giving Data Standard 1.4.3, https://standard.threesixtygiving.org. Its tool flattentool converts whole files
from one form to the other through a schema and takes seven times as long; twenty fields need only the titles.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from etl.errors import DataError
from etl.reading.forms import json_file
from etl.reading.forms.grant_money import with_money
from etl.reading.forms.headings import contract_of, distinct_headings, plain
from etl.reading.forms.json_file import writable_text
from etl.reading.own_sheets import is_example
from etl.reading.part import Part
from etl.reading.sheets import Sheet

HEADER_WITHIN = 30
MOST_MB = 300
MOST_FIELDS = 500
SYNONYMS = {
    "id": "identifier",
    "datemodified": "lastmodified",
    "geocode": "geographiccode",
    "recipientorganization": "recipientorg",
    "recipientorganisation": "recipientorg",
    "recipientindividual": "recipientind",
    "fundingorganization": "fundingorg",
    "fundingorganisation": "fundingorg",
    "telephone": "phonenumber",
    "postcode": "postalcode",
}
"""Names in JSON, or in older versions, and the current titles that they stand for."""
OF_PEOPLE = ("contactname", "phonenumber", "email")
TO_PEOPLE = ("recipientind", "toindividualsdetails")


def from_json(path: Path, name: str) -> list[Part]:
    """Return the grants of a JSON file: a package of the standard, or a list of grants.

    The index is the number of the record in the file, from 0. Raise DataError when the file is of another kind.
    """
    try:
        with json_file.no_collector():
            grants = _grants(json_file.read(path, name, MOST_MB, str, _plain_number), name)
            table, strays = _table(grants, name)
    except RecursionError:
        raise DataError(f"{name}: is nested too deeply to be a file of grants. {_MEND}") from None
    return [_part(table, name, "", (), {"records that are not of a grant": strays} if strays else {})]


def from_sheet(sheet: Sheet) -> Part | None:
    """Return the grants of a sheet with the standard's titles, or None when the sheet lacks them."""
    for header in range(min(HEADER_WITHIN, len(sheet.grid))):
        headings = [str(text) for text in sheet.grid.iloc[header]]
        if _are_titles(headings):
            table = sheet.grid.iloc[header + 1 :].copy()
            table.columns = pd.Index(distinct_headings(headings))
            return _part(table, sheet.file, sheet.name, sheet.notes, {})
    return None


@lru_cache(maxsize=100_000)
def field(heading: str) -> str:
    """Return the field that a title or a path of names stands for, such as recipientorg/name."""
    parts = (plain(part) for part in heading.replace("/", ":").split(":"))
    return "/".join(SYNONYMS.get(part, part) for part in parts if part and not part.isdigit())


def _are_titles(headings: Sequence[str]) -> bool:
    fields = {field(heading) for heading in headings}
    sides = {field.partition("/")[0] for field in fields} & {"fundingorg", "recipientorg", "recipientind"}
    return {"identifier", "amountawarded"} <= fields and bool(sides)


_MEND = "It was expected to be JSON of the 360Giving standard: {“grants”: [...]} or a list of grants."


def _plain_number(text: str) -> str:
    """Return a number of JSON without exponent, such as 1500 for 1.5e3; one of absurd size is left unchanged."""
    if "e" not in text.casefold():
        return text
    number = Decimal(text)
    return f"{number:f}" if abs(number.adjusted()) < 20 else text


def _grants(document: Any, name: str) -> list[Any]:
    """Return the records. Raise DataError when none of them is a grant of the standard."""
    grants = document.get("grants") if isinstance(document, dict) else document
    if not isinstance(grants, list):
        raise DataError(f"{name}: holds no list of grants. {_MEND}")
    if not any(isinstance(grant, dict) and _are_titles(list(grant)) for grant in grants):
        raise DataError(f"{name}: none of its {len(grants):,} records is a grant of the standard. {_MEND}")
    return grants


class _Fields(dict[str, list[str]]):
    """The texts of each field, grant by grant; a new field begins empty."""

    def __init__(self, name: str):
        super().__init__()
        self.name = name

    def __missing__(self, path: str) -> list[str]:
        if len(self) >= MOST_FIELDS:
            raise DataError(
                f"{self.name}: has more than {MOST_FIELDS} different fields; no file of grants has. {_MEND}"
            )
        return self.setdefault(path, [])


def _table(grants: list[Any], name: str) -> tuple[pd.DataFrame, int]:
    """Return a row of text for each grant with a column for each field, and the number of records that are not a grant."""
    numbers = [number for number, grant in enumerate(grants) if isinstance(grant, dict) and grant]
    fields = _Fields(name)
    for row, number in enumerate(numbers):
        _gather(grants[number], "", row, fields)
    columns = {
        writable_text(path): _texts(texts + [""] * (len(numbers) - len(texts))) for path, texts in fields.items()
    }
    return pd.DataFrame(columns, index=pd.Index(numbers, dtype="int64")), len(grants) - len(numbers)


def _gather(record: dict[str, Any], path: str, row: int, fields: _Fields) -> None:
    """Add every text of a record to its row of the field of its path; positions in lists are ignored."""
    for key, values in record.items():
        below = f"{path}/{key}" if path and key else path or key
        for value in values if isinstance(values, list) else (values,):
            if isinstance(value, str):
                texts = fields[below]
                if len(texts) > row:
                    _add(value, below, row, fields)
                    continue
                if len(texts) < row:
                    texts.extend([""] * (row - len(texts)))
                texts.append(value)
            elif isinstance(value, dict):
                _gather(value, below, row, fields)
            elif value is not None:
                _gather({"": "yes" if value is True else "no" if value is False else value}, below, row, fields)


def _add(text: str, path: str, row: int, fields: _Fields) -> None:
    """Add a further text of the same field: each only once, and to a field of its own when the column takes one text."""
    column = _columns().get(field(path))
    before = fields[path][row]
    if before and column and not _holds_several(column):
        _gather({"further": text}, path, row, fields)
    elif text and (not column or text not in before.split("; ")):
        fields[path][row] = f"{before}; {text}" if before else text


def _texts(texts: list[str]) -> Any:
    try:
        return pd.array(texts, dtype="str")
    except UnicodeEncodeError:
        return pd.array([writable_text(text) for text in texts], dtype="str")


@cache
def _columns() -> dict[str, str]:
    """Return the column of the contract that holds each field."""
    columns = contract_of("grant").columns
    return {field(text): column.name for column in columns for text in (*column.also, column.heading)}


@cache
def _holds_several(column_name: str) -> bool:
    """Whether a column takes the texts of several recipients, funders or places."""
    column = contract_of("grant").column(column_name)
    return column.type == "text" and "/" in field(column.heading)


def _part(table: pd.DataFrame, file: str, sheet: str, notes: Sequence[str], left_out: dict[str, int]) -> Part:
    """Return a table, whose columns are titles or paths, as rows of the contract without data about people."""
    kept, to_people = _without_people(table)
    titles_by_column = _titles_by_column(list(kept.columns))
    rows = pd.DataFrame({name: _joined(kept[titles]) for name, titles in titles_by_column.items()}, index=kept.index)
    texts = zip(rows.index[:5], rows.head(5).to_dict("records"), strict=True)
    examples = [
        row for row, cells in texts if is_example(contract_of("grant"), {str(key): cells[key] for key in cells})
    ]
    rows = rows.drop(index=examples)
    used = {title for titles in titles_by_column.values() for title in titles}
    personal = [title for title in kept.columns if field(title).rpartition("/")[2] in OF_PEOPLE]
    extras = kept.loc[rows.index, [title for title in kept.columns if title not in used and title not in personal]]
    all_notes = [*notes, *_notes(kept[personal])]
    reasons = left_out | ({"grants to individuals": to_people} if to_people else {})
    reasons |= {"example row of the template": len(examples)} if examples else {}
    headings = {name: titles[0] for name, titles in titles_by_column.items()}
    extras = extras.loc[:, (extras != "").any(axis="index")]
    return with_money(Part(contract_of("grant"), file, sheet, rows, headings, extras, tuple(all_notes), reasons))


def _without_people(table: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return the table without grants to people and the columns about them, and the number of such grants."""
    about_people = [title for title in table.columns if field(title).partition("/")[0] in TO_PEOPLE]
    to_people = pd.Series(False, index=table.index)
    for title in about_people:
        to_people |= table[title].str.strip() != ""
    return table.loc[~to_people].drop(columns=about_people), int(to_people.sum())


def _titles_by_column(titles: Sequence[str]) -> dict[str, list[str]]:
    """Return the titles that hold each column of the contract, the standard's own title first."""
    titles_by_column: dict[str, list[str]] = {}
    for title in titles:
        column = _columns().get(field(title))
        if column:
            titles_by_column.setdefault(column, []).append(title)
    for name, several in titles_by_column.items():
        own = field(contract_of("grant").column(name).heading)
        several.sort(key=lambda title: field(title) != own)
    return {name: several if _holds_several(name) else several[:1] for name, several in titles_by_column.items()}


def _joined(cells: pd.DataFrame) -> pd.Series:
    """Return the distinct cells of each row joined as one text."""
    if len(cells.columns) == 1:
        return cells.iloc[:, 0]
    rows = zip(*(cells[title].str.strip().tolist() for title in cells.columns), strict=True)
    return pd.Series(["; ".join(filter(None, dict.fromkeys(texts))) for texts in rows], cells.index, dtype="str")


def _notes(personal: pd.DataFrame) -> list[str]:
    """Return a note of the columns that were left out because they may be about people."""
    filled = [title for title in personal.columns if (personal[title] != "").any()]
    return [f"left out, since they may tell of people: {', '.join(filled)}"] if filled else []
