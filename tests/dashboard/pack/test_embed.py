"""A finding as a page of its own: what stands on it, hostile texts, and what cannot be shown."""

import re
from dataclasses import replace

import pytest

from dashboard.model import db
from dashboard.pack import embed
from dashboard.pack.hall import hash_of
from tests.dashboard.pack.samples import BARS, HOSTILE, HOSTILE_PACK, ITEMS, LINE, PACK


@pytest.mark.parametrize("finding", [LINE, BARS, ITEMS])
def test_a_page_has_the_finding_with_its_table_its_source_and_the_way_to_it(finding):
    page = embed.page(replace(PACK, findings=(finding,)))
    assert f"<h1>{finding.title}</h1>" in page
    assert page.count("<svg") == (2 if finding.picture else 0)
    for row in finding.table.rows if finding.table else ():
        assert all(f">{cell}<" in page for cell in row)
    assert all(item.text in page and item.address in page for item in finding.items)
    assert f"Source: {finding.source}. Sample programme, data version 2026-11-22-abc." in page
    assert f'href="https://compare.example.org{finding.page.replace("&", "&amp;")}"' in page


def test_a_page_has_no_script_and_its_policy_names_its_style():
    page = embed.page(replace(PACK, findings=(LINE,)))
    assert "<script" not in page
    (style,) = re.findall("<style>(.*?)</style>", page, flags=re.DOTALL)
    assert f"style-src-elem {hash_of(style)};" in embed.policy()


def test_texts_that_look_like_code_are_escaped():
    page = embed.page(replace(HOSTILE_PACK, findings=(HOSTILE,)))
    assert "<script" not in page
    assert "<img" not in page
    assert "<i>" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "Practice &lt;programme&gt;: invented places and figures" in page


@pytest.mark.parametrize(
    ("place", "finding", "why"),
    [
        ("nowhere", "account", "There is no such area or group of areas."),
        ("../drubessel", "account", "There is no such area or group of areas."),
        ("drubessel", "nothing", "There is no such finding"),
        ("drubessel", "account.volunteers", "There is no such finding"),
    ],
)
def test_an_unknown_place_or_finding_is_named_as_such(place: str, finding: str, why: str):
    build = db.public_build("practice")
    with pytest.raises(embed.NoFinding, match=why):
        embed.pack_of(build, place, finding)
    assert embed.line(build, place, finding, "https://compare.example.org") == ""


def test_a_suppressed_figure_is_not_on_the_page():
    build = db.public_build("practice")
    cursor = db.connection(build.path, build.stamp).cursor()
    area, measure = cursor.execute(
        "SELECT area_id, measure_id FROM indicator_area GROUP BY ALL "
        "HAVING bool_and(state IN ('hidden', 'not due', 'not reported')) AND bool_or(state = 'hidden') ORDER BY ALL LIMIT 1"
    ).fetchall()[0]
    with pytest.raises(embed.NoFinding, match="may not be shown"):
        embed.pack_of(build, area, measure)
