"""An invented programme cannot be mistaken for a real one: its band, title and file names; and the way to the first page."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from .conftest import Visit
from .screen import saved_under_table
from .test_pages import barriers

pytestmark = pytest.mark.browser

BAND = (128, 22, 80)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_invented_programme_wears_a_band_from_side_to_side_that_bars_nobody(at_tiny: Visit, scheme: str) -> None:
    page = at_tiny("/about", color_scheme=scheme).page
    band = page.locator(".st-key-band")
    expect(band).to_have_text("Tiny Programme: invented places and figures")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    assert {picture.getpixel((x, 4)) for x in (2, picture.width // 2, picture.width - 20)} == {BAND}
    assert page.title() == "Tiny Programme: About the data - Big Local Compare"
    assert barriers(page) == []


def test_files_of_an_invented_programme_carry_its_name(at_tiny: Visit) -> None:
    page = at_tiny("/?measure=five_states").page
    forms = ("CSV", "XLSX")
    for form, (name, _) in zip(forms, saved_under_table(page, *forms), strict=True):
        assert re.fullmatch(rf"tiny-five-states-2016-v.+\.{form.lower()}", name)


def test_the_link_to_the_overview_leads_there_in_a_new_tab_too(at_big_local: Visit) -> None:
    visitor = at_big_local("/about?region=London")
    link = visitor.page_link("Overview")
    with visitor.context.expect_page() as waiting:
        link.click(button="middle")
    tab = waiting.value
    expect(tab.locator("h1")).to_have_text(
        "150 areas: who took part, what they won, how they got on with their councils"
    )
    expect(tab.get_by_text("26 of 150 areas shown: London", exact=True)).to_be_visible()
