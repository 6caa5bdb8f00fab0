"""Spreadsheet files made for tests, as bytes, and the rows of the sheets read from them."""

import base64
import csv
import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import openpyxl

from etl.reading.sheets import Sheet

OLD_WORKBOOK = zlib.decompress(
    base64.b85decode(
        # made with another program: a sheet Spending with Area, Spent, Date; an empty row; Whitley Bay, 1234.5, 12 March 2019
        "c-rk)O=uHA6#izLZGLR?Q&XiCN+?)u4HWU>rCl4MJ*8AVR7I#;v((U%mXJ%lSgipsg5XK<QmCMpsuzDyL2n*}iXH?(Nc7l~px~j+"
        "`sQV~rd6Q<EmY=P=9@Qf=Iy-QnRzq2Zx$n^xd-iKtV2H<P_g}JtkDTdezy<?)!Vid-P}jXR@hST`)D8=bv$i;?UiFF$GZ#-_dPF("
        "flri9V;VzKSu3`QNU#s4kUsPg3)~`25N+&L3-ej#?acSM<um3(thvhEM{P^u6c&x4o`cRTKB0ATT@doVkJ#n|YxbiRujDMga7|R("
        ">KMpn%*icQ(cx*rJZL}%t*n)k<q&Qo03?&WsZ{StLJ3hC?0I~%W58E;RlkTS{pRWgNdJAU-unl=j|OqQ{<`J?W?-M;MN*`=ywg(+"
        "#>c0vY&w%2Uq&2K<)nd}W$NJCJQb5>-r5F?oXg}VtwJne76LNNb65zk2@B1<T$+f}2(cXDMH8mJmhXOfn;IK7Mp-k%TS0Zh*e(5o"
        "jf>KPjDuX$u*yAbv5)x@-*p$u?aWb{(Uf-$w>rX+S#EQgYrCkQ1B`dZo*H>C$;G9kk2{K=jc$?`2FvH83-66NbkYWvCVP3!A}-?M"
        "<_(D_hMNl~xO`-8`z6r$w6Np5?d*yntjMKBh%i@6^6iM#lIFZCX|4UnT4QVZKAv;`(t7ENm*m79jmrI63m(cw6x@Cy00jjF1qB5K"
        "1qFq=Aoy@vJ&MbNy6znIz0QA~6-pKLo8-U6F-*~wr;p0R$Wop|p|1I}1G;eUB{pc|{x6gmq26<tz!>{6QTP0%k0nw2JR3F)|Ggzt"
        "Z~v8g{QSrL{{Xw()rb"
    )
)


def rows_of(sheet: Sheet) -> dict[int, list[str]]:
    """Return the rows by the number that a spreadsheet shows."""
    return {int(str(row)) + 1: texts.tolist() for row, texts in sheet.grid.iterrows()}


def as_csv(rows: list[list[str]], separator: str = ",", ends: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=ends, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


def workbook(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    content = io.BytesIO()
    book.save(content)
    book.close()
    return content.getvalue()


def one_sheet(cells: dict[str, Any], formats: dict[str, str] | None = None) -> bytes:
    """Return a workbook whose first sheet, Spending, holds some cells."""

    def fill(book: openpyxl.Workbook):
        sheet = book.worksheets[0]
        sheet.title = "Spending"
        for place, cell in cells.items():
            sheet[place] = cell
        for place, number_format in (formats or {}).items():
            sheet[place].number_format = number_format

    return workbook(fill)


def edited(content: bytes, part: str, edit: Callable[[str], str]) -> bytes:
    """Return a zipped workbook with one part changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, edit(text.decode()) if name == part else text)
    return changed.getvalue()


def open_document(body: str, manifest: str = "") -> bytes:
    """Return an OpenDocument spreadsheet with some tables."""
    names = ("office", "table", "text", "style")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} {calc} office:version="1.2">'
            f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
        )
    return content.getvalue()
