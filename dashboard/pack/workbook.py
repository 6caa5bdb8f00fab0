"""A pack as a workbook: contents, one sheet for each finding, and notes.

It follows the Analysis Function's guidance on releasing statistics in spreadsheets: one table a sheet, its title in the
first cell, no merged cells, headings in one row, and a contents sheet with links.
"""

import io
import re

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.export.table_file import WIDEST, cell
from dashboard.pack.finding import Finding, Pack, Table
from dashboard.pack.slides import sentence
from dashboard.text import table_codes

LINK = Font(color="0000EE", underline="single")
HEADING = Font(bold=True)
TITLE = Font(bold=True, size=14)
FIGURE = re.compile(r"(-?)(£?)(\d[\d,]*)(?:\.(\d+))?(%?)((?:p| per area| \[[a-z]\])*)")
"""A figure as a cell of a finding has it: sign, £, digits, decimals, % and what stands after it, such as a code."""
INTERVAL = " to "


def workbook(pack: Pack) -> bytes:
    """Return a pack as an XLSX file."""
    book = Workbook()
    contents = book.worksheets[0]
    contents.title = "Contents"
    names = [sheet_name(number, finding) for number, finding in enumerate(pack.findings, 1)]
    write_lines(
        contents, [pack.title, programme_line(pack), "This workbook has one sheet for each finding, and notes."]
    )
    for name, finding in zip(
        [*names, "Notes"], [*(finding.title for finding in pack.findings), "Notes and sources"], strict=True
    ):
        contents.append([cell(name), cell(finding)])
        link = contents.cell(contents.max_row, 1)
        link.hyperlink, link.font = Hyperlink(ref=link.coordinate, location=f"'{name}'!A1"), LINK
    contents.column_dimensions["A"].width = 34
    contents.column_dimensions["B"].width = 90
    for name, finding in zip(names, pack.findings, strict=True):
        write_finding(book.create_sheet(name), pack, finding)
    write_notes(book.create_sheet("Notes"), pack)
    book.properties.title, book.properties.creator, book.properties.language = (
        cell(pack.title),
        "Big Local Compare",
        "en-GB",
    )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def programme_line(pack: Pack) -> str:
    """Return the programme, the version and the day, and whether all is invented."""
    invented = "Every place and every figure is invented. " if pack.is_invented else ""
    return f"{invented}{pack.programme}, data version {pack.version}, made on {pack.made_on}."


def sheet_name(number: int, finding: Finding) -> str:
    """Return the name of the sheet of a finding: at most 31 letters, none that a workbook forbids."""
    plain = re.sub(r"[^A-Za-z0-9 ]", " ", finding.finding_id.replace("_", " "))
    return f"{number} {plain}"[:31].strip()


def write_lines(sheet: Worksheet, lines: list[str]) -> None:
    """Write lines into the first column, the first as the title of the sheet."""
    for line in lines:
        sheet.append([cell(line)])
    sheet["A1"].font = TITLE


def write_finding(sheet: Worksheet, pack: Pack, finding: Finding) -> None:
    """Write a finding: its title, what it says and rests on, then its table under one row of headings."""
    notes = (finding.base, finding.certainty, finding.verdict, finding.caveat)
    lines = [finding.title, f"{pack.place}. {programme_line(pack)}", finding.subtitle]
    lines += [sentence(note) for note in notes if note]
    lines += [f"Source: {finding.source}." if finding.source else "", f"Page: {pack.link(finding.page)}"]
    write_lines(sheet, [line for line in lines if line])
    if finding.table:
        table = with_ends(finding.table)
        write_rows(sheet, table.headings, table.rows, table.right)
    elif finding.items:
        rows = tuple((item.when, item.text, item.publisher, item.address) for item in finding.items)
        write_rows(sheet, ("When", "What", "Source", "Address"), rows, ())
    else:
        write_rows(sheet, ("Figure",), ((finding.sentence,),), ())


def with_ends(table: Table) -> Table:
    """Return a table in which each column of intervals is two: their lower and their upper ends."""
    columns: list[tuple[str, ...]] = []
    right = list[int]()
    for number, (heading, *cells) in enumerate(zip(table.headings, *table.rows, strict=True)):
        ends = [tuple(cell.split(INTERVAL)) if cell else ("", "") for cell in cells]
        if number in table.right and any(cells) and all(len(pair) == 2 for pair in ends):
            parts = [
                (f"{heading}: {end}", *texts)
                for end, texts in zip(("lower", "upper"), zip(*ends, strict=True), strict=True)
            ]
        else:
            parts = [(heading, *cells)]
        right += range(len(columns), len(columns) + len(parts)) if number in table.right else ()
        columns += parts
    headings, *rows = zip(*columns, strict=True)
    return Table(headings, tuple(rows), tuple(right))


def figure(text: str) -> tuple[float, str] | None:
    """Return a figure in words as a number with the number format that shows it as it was; None where it is no number."""
    parts = FIGURE.fullmatch(text)
    if not parts:
        return None
    sign, pound, whole, decimals, percent, after = parts.groups(default="")
    value = float(f"{sign}{whole.replace(',', '')}.{decimals or 0}") / (100 if percent else 1)
    digits = ("#,##0" if "," in whole or pound else "0") + (f".{'0' * len(decimals)}" if decimals else "")
    return value, (f'"£"{digits}' if pound else digits) + percent + (f'"{after}"' if after else "")


def write_rows(
    sheet: Worksheet, headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...], right: tuple[int, ...]
) -> None:
    """Write headings and rows under what stands in a sheet; the headings are bold and stay in view.

    Figures in the columns ``right`` are numbers, a reason for none is text.
    """
    sheet.append([cell(heading) for heading in headings])
    top = sheet.max_row
    for row in rows:
        figures = [figure(text) if number in right else None for number, text in enumerate(row)]
        sheet.append([pair[0] if pair else cell(text) for text, pair in zip(row, figures, strict=True)])
        for number, pair in enumerate(figures, 1):
            if pair:
                sheet.cell(sheet.max_row, number).number_format = pair[1]
    for number, heading in enumerate(headings):
        sheet.cell(top, number + 1).font = HEADING
        longest = max([len(heading), *(len(row[number]) for row in rows)], default=10)
        sheet.column_dimensions[get_column_letter(number + 1)].width = min(longest, WIDEST) + 2
        for line in range(top, sheet.max_row + 1):
            sheet.cell(line, number + 1).alignment = Alignment(
                wrap_text=longest > WIDEST, vertical="top", horizontal="right" if number in right else "left"
            )
    sheet.freeze_panes = f"A{top + 1}"


def write_notes(sheet: Worksheet, pack: Pack) -> None:
    """Write what is not known and left out, the codes, the sources, and the address that makes the pack again."""
    sources = [
        ", ".join(part for part in (source.title, source.publisher, source.address) if part) for source in pack.sources
    ]
    lines = [
        "Notes and sources",
        *(f"Left out: {line}" for line in pack.left_out),
        *(f"Not known: {line}" for line in pack.unknown),
        f"Codes: {table_codes.codes_explained(list(table_codes.CODES))}",
        "An empty cell is a missing figure, never a zero; a true zero is written 0. Intervals are of 95 per cent.",
        *(f"Source: {source}" for source in sources),
        f"To make this workbook again: {pack.link(pack.page)}",
    ]
    write_lines(sheet, lines)
    sheet.column_dimensions["A"].width = 120
