"""Tables as HTML: escaped, with headings for rows and columns, links, formats, and an end."""

import pandas as pd
import pytest

from dashboard.model import db
from dashboard.model.catalogue import Context, catalogue_for, catalogue_of
from dashboard.model.state import View
from dashboard.parts import tables
from dashboard.parts.tables import Link


def test_a_table_has_a_caption_and_headings_for_its_columns_and_rows():
    html = tables.table_html(pd.DataFrame({"Area": ["Alder Row"], "Wins": [1250]}), "Wins by area")
    assert "<caption>Wins by area</caption>" in html
    assert '<th scope="col">Area</th><th scope="col" class="right">Wins</th>' in html
    assert '<th scope="row">Alder Row</th><td class="right" data-value="1250.0">1,250</td>' in html


def test_text_of_a_return_is_shown_and_never_acts():
    html = tables.table_html(pd.DataFrame({"<b>": ['<img src=x onerror="alert(1)">']}), '"><script>')
    assert "<img" not in html and "<script" not in html and "<b>" not in html
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;" in html


def test_a_link_leads_within_the_dashboard_and_is_plain_text_in_a_file():
    links = pd.Series([Link("Alder Row", "/area?area=alder-row")], dtype=object)
    rows = pd.DataFrame({"Area": links, "Page": ["https://example.org/a"]})
    html = tables.table_html(rows, "Pages")
    assert '<a href="/area?area=alder-row">Alder Row</a>' in html
    assert 'aria-label="open the page: Alder Row">open the page</a>' in html
    assert rows.to_csv(index=False) == "Area,Page\nAlder Row,https://example.org/a\n"


@pytest.mark.parametrize("text", ["javascript:alert(1)", "https://example.org/a) [x](http://e"])
def test_a_text_that_is_not_wholly_an_address_is_no_link(text: str):
    assert "<a " not in tables.table_html(pd.DataFrame({"Page": [text]}), "Pages")


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (1250.4, "£%,.0f", "£1,250"),
        (94.26, "%.0f%%", "94%"),
        (0.25, "%.1f", "0.2"),
        (0.0, "", "0"),
        (12.34, "", "12.3"),
        (1234.5, "", "1,234"),
        (1234, "", "1,234"),
    ],
)
def test_a_number_is_written_in_the_format_of_its_column(value: float, pattern: str, text: str):
    assert tables.number_words(value, pattern) == text


def test_a_missing_cell_is_empty_and_a_zero_is_a_zero():
    html = tables.table_html(pd.DataFrame({"Area": ["A", "B"], "Wins": [None, 0.0]}), "Wins")
    assert '<td class="right"></td>' in html and '<td class="right" data-value="0.0">0</td>' in html


def test_a_long_table_scrolls_by_keyboard_and_sorts_and_a_very_long_one_ends():
    long = tables.table_html(pd.DataFrame({"Area": ["A"] * 13}), "Areas")
    assert 'tabindex="0" role="region" aria-label="Areas"' in long and "data-sort" in long
    assert "data-sort" not in tables.table_html(pd.DataFrame({"Area": ["A"] * 12}), "Areas")
    very_long = tables.table_html(pd.DataFrame({"Area": ["A"] * (tables.MOST_ROWS + 1)}), "Areas")
    assert very_long.count('scope="row"') == tables.MOST_ROWS


def test_a_keyboard_skips_a_long_table_of_links():
    areas = pd.Series([Link("Alder Row", "/area?area=alder-row")] * 13, dtype=object)
    html = tables.table_html(pd.DataFrame({"Area": areas}), "Wins, by area")
    assert html.startswith('<a class="skip-table" href="#after-wins-by-area">') and html.endswith(
        '<span id="after-wins-by-area"></span>'
    )
    assert "skip-table" not in tables.table_html(pd.DataFrame({"Area": areas.head(12)}), "Wins, by area")


def test_the_name_of_an_area_is_a_link_unless_it_is_not_named(on_tiny: db.Build):
    context = Context(on_tiny, catalogue_of(on_tiny), View("tiny"), [])
    link = tables.area_link(context, "alder-row")
    assert isinstance(tables.area_links(context, ["alder-row"])[0], Link)
    assert link == "Alder Row" and isinstance(link, Link)
    assert link.address == "/area?programme=tiny&area=alder-row"
    view = View("tiny", area="birch-end", others="unlabelled")
    unnamed = tables.area_link(Context(on_tiny, catalogue_for(on_tiny, view), view, []), "alder-row")
    assert unnamed == "Another area" and not isinstance(unnamed, Link)


def test_a_wide_table_of_sentences_has_the_heading_of_each_cell_for_its_cards_and_one_of_numbers_has_not():
    rows = pd.DataFrame(
        {"When": ["2017"], "Kind": ["Plan"], "What": ["First plan"], "Figure": [""], "Notes": ["A" * 60]}
    )
    html = tables.table_html(rows, "Facts")
    assert 'class="table-box cards"' in html
    assert '<th scope="row" data-head="When">2017</th><td data-head="Kind">Plan</td>' in html
    html = tables.table_html(rows.assign(Notes=["short"]), "Facts")
    assert 'class="table-box wide"' in html and "data-head" not in html
    assert "cards" not in tables.table_html(rows[["When", "Notes"]], "Facts"), "a narrow table fits a phone as it is"
