"""Handouts: real text, tags, links and embedded fonts, read back from the PDF; and hostile texts."""

import io
import re
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from dashboard.pack.finding import Item, Table
from dashboard.pack.handout import BOLD, TEXT_WIDTH, content, handout
from dashboard.pack.slides import clean
from tests.dashboard.pack.samples import HOSTILE, HOSTILE_PACK, ITEMS, LINE, PACK


def reader(pack=PACK, is_large: bool = False) -> PdfReader:
    return PdfReader(io.BytesIO(handout(pack, is_large)))


def text_of(pdf: PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))


def tags(pdf: PdfReader) -> list[tuple[str, Any]]:
    nodes: list[tuple[str, Any]] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, dict):
            if "/S" in node:
                nodes.append((node["/S"], node))
            children = node.get("/K", [])
            for child in children if isinstance(children, list) else [children]:
                walk(child) if hasattr(child, "get_object") and not isinstance(child, int) else None

    root: Any = pdf.trailer["/Root"]
    walk(root["/StructTreeRoot"])
    return nodes


def test_a_handout_is_a_tagged_document_in_english_with_its_title():
    pdf = reader()
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "en-GB"
    assert pdf.metadata is not None
    assert pdf.metadata.title == PACK.title
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_object().get_data()


def test_every_text_of_a_finding_can_be_read():
    text = text_of(reader())
    for finding in PACK.findings:
        assert finding.title in text
        for row in finding.table.rows if finding.table else ():
            assert all(cell.replace("suppressed [c]", "[c]") in text for cell in row)
        assert all(item.text in text for item in finding.items)
    assert "Between 52% and 71% (95% confidence interval)." in text
    assert "[c] suppressed (small numbers)." in text
    assert "No returns on spending are loaded for this area." in text


def test_headings_figures_and_tables_are_tagged():
    of_kind: dict[str, list[Any]] = {}
    for kind, node in tags(reader()):
        of_kind.setdefault(str(kind), []).append(node)
    assert len(of_kind["/H1"]) == 1
    assert len(of_kind["/H2"]) == len(PACK.findings) + 4
    alts = {str(node.get("/Alt")) for node in of_kind["/Figure"]}
    assert {finding.alt for finding in PACK.findings if finding.picture} <= alts
    assert len(of_kind["/Table"]) == 3
    assert len(of_kind["/TH"]) == 4 + 2 + 3


def test_links_lead_to_the_pages_of_findings_and_to_sources():
    addresses = {
        str(annotation.get_object()["/A"]["/URI"])
        for page in reader().pages
        for annotation in page.get("/Annots", [])
        if "/A" in annotation.get_object() and "/URI" in annotation.get_object()["/A"]
    }
    assert "https://compare.example.org/trends?measure=belong&area=aldermarsh" in addresses
    assert "https://example.org/lease" in addresses


def test_all_fonts_are_embedded():
    for page in reader().pages:
        for font in page["/Resources"]["/Font"].values():  # pyright: ignore[reportIndexIssue]
            below = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert any(name in below for name in ("/FontFile2", "/FontFile3"))


def test_the_large_print_is_a3_with_larger_type():
    usual, large = reader(), reader(is_large=True)
    assert round(float(large.pages[0].mediabox.width)) == 842
    assert round(float(usual.pages[0].mediabox.width)) == 595


def test_every_page_has_its_number_and_the_version():
    pdf = reader()
    for number, page in enumerate(pdf.pages, 1):
        text = re.sub(r"\s+", " ", page.extract_text())
        assert f"Page {number} of {len(pdf.pages)}" in text
        assert "Data version 2026-11-22-abc. Made on 1 December 2026." in text


def test_texts_that_look_like_code_come_out_as_they_are():
    text = text_of(reader(HOSTILE_PACK)).replace(" ", "")
    for part in (HOSTILE.title, HOSTILE.items[0].text, '#panic("x") & <b>'):
        assert clean(part).replace(" ", "") in text


def test_an_invented_programme_is_named_as_such_on_every_page():
    for page in reader(HOSTILE_PACK).pages:
        assert "invented" in page.extract_text()


@pytest.mark.parametrize("pack", [PACK, HOSTILE_PACK])
def test_a_handout_is_small(pack):
    assert len(handout(pack)) < 500_000


def test_what_was_left_out_has_a_heading_of_its_own():
    (left_out,) = HOSTILE_PACK.left_out
    text = text_of(reader(HOSTILE_PACK))
    assert text.index("What we do not know") < text.index("What was left out") < text.index(left_out)


@pytest.mark.parametrize("is_large", [False, True])
def test_a_word_of_any_length_stays_on_the_page(is_large: bool):
    word = "Llanfair" * 20
    table = Table(("Year", word, "95% confidence interval"), (("2023", "62%", "52% to 71%"),), (1, 2))
    items = (Item(word, word, word, "https://example.org"),)
    long = replace(LINE, title=word, subtitle=word, base=word, source=word, table=table)
    pack = replace(PACK, place=word, title=word, findings=(long, replace(ITEMS, items=items)), unknown=(word,))
    lines = [line for page in reader(pack, is_large).pages for line in page.extract_text().splitlines()]
    assert max(len(line.replace("\u200b", "")) for line in lines) < 125  # what a line of the smallest type holds


def test_the_headings_of_a_table_have_two_lines_at_most_and_its_cells_one():
    pdf = content(PACK)["findings"][0]
    assert pdf["rows"][2] == ["2021", "[c]", "", "46%"]
    widths = pdf["widths"]
    assert widths[2] >= len("95% confidence") * BOLD
    assert sum(widths) < TEXT_WIDTH
