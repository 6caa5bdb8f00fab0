"""Makes the spreadsheets in ``tests/fixtures/returns``: ``python -m tests.etl.make_returns_fixtures`` rewrites them.

All hold the same six invented rows of spending of the tiny programme's areas: ``spending.xlsx`` is the template as openpyxl
writes it, filled in below the example row. ``spending-by-hand.xlsx`` and ``spending-by-hand.ods`` come from no spreadsheet
program: they are the minimum that the two formats require, with features that openpyxl does not write (shared strings,
rich text, days as numbers, a formula, repeated cells).
"""

import io
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from etl.contract import DICTIONARY, read_contract
from etl.loading.templates import MADE_ON, template_xlsx, workbook_bytes

FOLDER = Path(__file__).parents[1] / "fixtures" / "returns"
Cell = str | float | date
HEADINGS = (
    "Area", "Period from", "Period to", "Budget heading", "Theme", "Coded by", "Planned (£)", "Paid to host (£)",
    "Spent (£)", "Returned (£)", "Host's fee (£)", "State",
)  # fmt: skip
APRIL, SEPTEMBER = date(2019, 4, 1), date(2019, 9, 30)
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("Alder Row", APRIL, SEPTEMBER, "Youth work", "", "", 12000, 6000, 5450.5, "", 300, "paid"),
    ("Elm Green", APRIL, SEPTEMBER, "Green spaces", "", "", 8000, 8000, 0, "", 400, "delayed"),
    (
        "St Osric's, Quay & Dock",
        "Q3 2019/20",
        "Q3 2019/20",
        "Café <and> hall",
        "",
        "",
        2500.75,
        "",
        2500.75,
        "",
        "",
        "paid",
    ),
    ("Zoë Mount", "2019-20", "2019-20", "=Events", "", "", "", "", 1210, "", "", "paid"),
    ("Fern Bank with Long Furrow and Nether Furrow", APRIL, SEPTEMBER, "Rent", "", "", 600, 600, 600, 0, 30, "paid"),
    ("Kiln Lane", APRIL, SEPTEMBER, "Grant scheme", "", "", 5000, 5000, -120.25, 5120.25, "", "repaid"),
)
NAMES = {"area": [str(row[0]) for row in ROWS], "council": ["Northmoor Bay"], "theme": ["Young people"]}


def fixtures() -> dict[str, bytes]:
    """Return the name and the bytes of each file."""
    return {
        "spending.xlsx": filled_template(),
        "spending-by-hand.xlsx": xlsx_by_hand(),
        "spending-by-hand.ods": ods_by_hand(),
    }


def filled_template() -> bytes:
    """Return the template of spending with the rows below the example."""
    book = load_workbook(io.BytesIO(template_xlsx(read_contract(DICTIONARY / "spending.yml"), NAMES)))
    sheet = book.worksheets[0]
    for row, values in enumerate(ROWS, 3):
        for number, value in enumerate(values, 1):
            if value != "":
                cell = sheet.cell(row, number, value)
                cell.number_format = sheet.column_dimensions[get_column_letter(number)].number_format
                if isinstance(value, str):
                    cell.data_type = "s"
                elif isinstance(value, date):
                    cell.number_format = "dd/mm/yyyy"
    return workbook_bytes(book)


def xlsx_by_hand() -> bytes:
    """Return the rows as a minimal XLSX, below two rows of title; the last amount is the cached value of a formula."""
    texts: list[str] = []
    grid: list[tuple[Cell, ...]] = [("Spending return",), (), HEADINGS, *ROWS]
    rows = "".join(_xlsx_row(number, values, texts) for number, values in enumerate(grid, 1) if values)
    shared = "".join(f"<si><r><t xml:space='preserve'>{escape(text[:1])}</t></r><r><rPr><b/></rPr>"
                     f"<t xml:space='preserve'>{escape(text[1:])}</t></r></si>" for text in texts)  # fmt: skip
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return _zip({
        "[Content_Types].xml": f"<Types xmlns='{package}/content-types'>"
            "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
            f"<Override PartName='/xl/workbook.xml' ContentType='{types}.sheet.main+xml'/>"
            f"<Override PartName='/xl/worksheets/sheet1.xml' ContentType='{types}.worksheet+xml'/>"
            f"<Override PartName='/xl/styles.xml' ContentType='{types}.styles+xml'/>"
            f"<Override PartName='/xl/sharedStrings.xml' ContentType='{types}.sharedStrings+xml'/></Types>",
        "_rels/.rels": f"<Relationships xmlns='{package}/relationships'>"
            f"<Relationship Id='rId1' Type='{office}/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook xmlns='{main}' xmlns:r='{office}'><sheets>"
            "<sheet name='Spend 2019' sheetId='1' r:id='rId1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{package}/relationships'>"
            f"<Relationship Id='rId1' Type='{office}/worksheet' Target='worksheets/sheet1.xml'/>"
            f"<Relationship Id='rId2' Type='{office}/styles' Target='styles.xml'/>"
            f"<Relationship Id='rId3' Type='{office}/sharedStrings' Target='sharedStrings.xml'/></Relationships>",
        "xl/styles.xml": f"<styleSheet xmlns='{main}'><fonts count='1'><font/></fonts><fills count='2'>"
        "<fill><patternFill patternType='none'/></fill><fill><patternFill patternType='gray125'/></fill></fills>"
            "<borders count='1'><border/></borders><cellStyleXfs count='1'><xf/></cellStyleXfs>"
            "<cellXfs count='2'><xf xfId='0'/><xf xfId='0' numFmtId='14' applyNumberFormat='1'/></cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f"<sst xmlns='{main}' uniqueCount='{len(texts)}'>{shared}</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet xmlns='{main}'><sheetData>{rows}</sheetData></worksheet>",
    })  # fmt: skip


def _xlsx_row(row: int, values: tuple[Cell, ...], texts: list[str]) -> str:
    cells = []
    for number, value in enumerate(values, 1):
        place = f"{get_column_letter(number)}{row}"
        if isinstance(value, date):
            cells.append(f"<c r='{place}' s='1'><v>{(value - date(1899, 12, 30)).days}</v></c>")
        elif isinstance(value, str) and value:
            if value not in texts:
                texts.append(value)
            cells.append(f"<c r='{place}' t='s'><v>{texts.index(value)}</v></c>")
        elif value == 5120.25:
            cells.append(f"<c r='{place}'><f>5000+120.25</f><v>5120.25</v></c>")
        elif value != "":
            cells.append(f"<c r='{place}'><v>{value}</v></c>")
    return f"<row r='{row}'>{''.join(cells)}</row>"


def ods_by_hand() -> bytes:
    """Return the rows as a minimal ODS; empty cells have a repeat count."""
    rows = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, values))}</table:table-row>" for values in (HEADINGS, *ROWS)
    )
    names = "urn:oasis:names:tc:opendocument:xmlns"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return _zip({
        "mimetype": kind,
        "META-INF/manifest.xml": f"<manifest:manifest xmlns:manifest='{names}:manifest:1.0' manifest:version='1.2'>"
            f"<manifest:file-entry manifest:full-path='/' manifest:media-type='{kind}'/>"
            "<manifest:file-entry manifest:full-path='content.xml' manifest:media-type='text/xml'/></manifest:manifest>",
        "content.xml": f"<office:document-content xmlns:office='{names}:office:1.0' xmlns:table='{names}:table:1.0' "
            f"xmlns:text='{names}:text:1.0' office:version='1.2'><office:body><office:spreadsheet>"
            f"<table:table table:name='Spending'>{rows}<table:table-row table:number-rows-repeated='1000'>"
            "<table:table-cell table:number-columns-repeated='12'/></table:table-row></table:table>"
            "</office:spreadsheet></office:body></office:document-content>",
    })  # fmt: skip


def _ods_cell(value: Cell) -> str:
    if isinstance(value, date):
        return (
            f"<table:table-cell office:value-type='date' office:date-value='{value.isoformat()}'>"
            f"<text:p>{value:%d/%m/%y}</text:p></table:table-cell>"
        )
    if value == "":
        return "<table:table-cell table:number-columns-repeated='1'/>"
    if isinstance(value, str):
        return f"<table:table-cell office:value-type='string'><text:p>{escape(value)}</text:p></table:table-cell>"
    return f"<table:table-cell office:value-type='float' office:value='{value}'><text:p>{value}</text:p></table:table-cell>"


def _zip(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        for name, text in parts.items():
            head = "" if name == "mimetype" else "<?xml version='1.0' encoding='UTF-8'?>"
            how = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            archive.writestr(ZipInfo(name, MADE_ON.timetuple()[:6]), head + text, how)
    return file.getvalue()


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, body in fixtures().items():
        (FOLDER / name).write_bytes(body)
