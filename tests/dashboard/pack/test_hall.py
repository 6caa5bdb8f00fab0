"""The file for the hall as text: all of a pack is in it, it asks for nothing, and hostile texts come out as plain text."""

import base64
import csv
import hashlib
import io
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from dashboard.pack.finding import Item, Pack, Table
from dashboard.pack.hall import hall_file, policy
from tests.dashboard.pack.samples import HOSTILE, HOSTILE_PACK, ITEMS, LINE, PACK


class Parts(HTMLParser):
    """The tags with their attributes, and the texts, of a page."""

    def __init__(self, page: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)

    @property
    def text(self) -> str:
        """The texts as a reader gets them, with spaces in place of ends of lines."""
        return re.sub(r"\s+", " ", " ".join(self.texts))


def tables_of(pack: Pack) -> list[list[list[str]]]:
    """Return the rows of each CSV file in the page."""
    files = re.findall(r'href="data:text/csv;charset=utf-8;base64,([^"]+)"', hall_file(pack))
    return [list(csv.reader(io.StringIO(base64.b64decode(file).decode("utf-8-sig")))) for file in map(unescape, files)]


def test_every_text_of_the_pack_is_in_the_file():
    text = Parts(hall_file(PACK)).text
    for finding in PACK.findings:
        rows = finding.table.rows if finding.table else ()
        wanted = [finding.title, finding.subtitle, finding.sentence, finding.caveat, *(c for row in rows for c in row)]
        assert [part for part in wanted if part not in text] == []
        assert all(item.text in text and item.when in text for item in finding.items)
    for part in (
        PACK.title,
        PACK.programme,
        PACK.version,
        PACK.made_on,
        *PACK.unknown,
        "A lease",
        "Aldermarsh Gazette",
    ):
        assert part in text
    assert "Between 52% and 71% (95% confidence interval)." in text


def test_notes_say_the_base_how_sure_and_the_address():
    notes = [
        attributes["data-notes"] or "" for _, attributes in Parts(hall_file(PACK)).tags if "data-notes" in attributes
    ]
    assert notes[1].splitlines() == [
        "97 people asked in 2023.",
        LINE.sentence,
        "Between 52% and 71% (95% confidence interval).",
        "Higher in 2023 than in 2017.",
        "People chose whether to answer.",
        "Source: Survey of residents.",
        "Sample programme, data version 2026-11-22-abc.",
        "Page: https://compare.example.org/trends?measure=belong&area=aldermarsh",
    ]


@pytest.mark.parametrize("pack", [PACK, HOSTILE_PACK])
def test_nothing_in_it_is_asked_for_from_elsewhere(pack: Pack):
    page = hall_file(pack)
    tags = Parts(page).tags
    assert {tag for tag, _ in tags} & {"link", "img", "iframe", "object", "embed", "form", "base", "image"} == set()
    assert [attributes for tag, attributes in tags if "src" in attributes or "srcset" in attributes] == []
    assert "url(http" not in page
    assert "@import" not in page
    assert len(page.encode()) < 400_000


@pytest.mark.parametrize("pack", [PACK, HOSTILE_PACK])
def test_only_its_own_script_and_style_may_act(pack: Pack):
    page = hall_file(pack)
    for kind, rule in (("script", "script-src"), ("style", "style-src-elem")):
        (text,) = re.findall(rf"<{kind}[^>]*>(.*?)</{kind}>", page, flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in policy(page)
    assert policy(page).startswith("default-src 'none'; ")
    assert [name for _, attributes in Parts(page).tags for name in attributes if name.startswith("on")] == []


def test_hostile_texts_are_plain_text():
    page = hall_file(HOSTILE_PACK)
    text = Parts(page).text
    for part in (HOSTILE.title, HOSTILE.subtitle, HOSTILE.items[0].text, HOSTILE.sentence, *HOSTILE_PACK.unknown):
        assert part in text
    assert "\u202e" not in page
    assert "Practice <programme>: invented places and figures" in text


def test_an_address_that_is_no_web_page_is_no_link():
    item = Item("2020", "A note.", "A page", "javascript:alert(1)")
    page = hall_file(replace(PACK, findings=(replace(ITEMS, items=(item,)),), site=""))
    links = [attributes.get("href") or "" for tag, attributes in Parts(page).tags if tag == "a"]
    assert [link for link in links if not link.startswith(("#", "https://example.org/"))] == []
    assert "Its page in the dashboard: /record?area=aldermarsh" in Parts(page).text


def test_a_saved_table_holds_the_figures_and_no_formula():
    assert LINE.table is not None
    assert tables_of(PACK)[0] == [list(LINE.table.headings), *(list(row) for row in LINE.table.rows)]
    table = Table(("Place", "Note"), (("=1+1", '=HYPERLINK("http://example.org")'), ("@SUM(1)", "5")))
    ((_, first, second),) = tables_of(replace(PACK, findings=(replace(LINE, table=table),)))
    assert first == ["'=1+1", '\'=HYPERLINK("http://example.org")']
    assert second == ["'@SUM(1)", "5"]


def test_an_empty_pack_says_that_nothing_is_listed():
    text = Parts(hall_file(replace(PACK, findings=(), unknown=(), left_out=(), sources=()))).text
    assert text.count("Nothing is listed.") == 2


def test_what_was_left_out_has_a_slide_of_its_own_after_what_is_not_known():
    text = Parts(hall_file(HOSTILE_PACK)).text
    assert text.index(HOSTILE_PACK.unknown[0]) < text.index("What was left out") < text.index(HOSTILE_PACK.left_out[0])
