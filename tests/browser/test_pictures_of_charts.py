"""A chart leaves as a picture: the box under it saves PNG and SVG that say what they are."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from .conftest import Visit
from .screen import saved

pytestmark = pytest.mark.browser


def test_a_chart_is_saved_as_png_and_svg_from_the_box_under_it(at_practice: Visit) -> None:
    page = at_practice("/funding?section=source").page
    page.locator("[class*=st-key-quiet-funders]").get_by_role("button", name="Download").click()
    box = page.get_by_role("dialog", name="Download")
    png_name, png = saved(box.get_by_role("button", name="Picture (PNG)", exact=True))
    svg_name, svg = saved(box.get_by_role("button", name="Picture (SVG)", exact=True))
    assert (png_name.removesuffix("png"), svg_name[-4:]) == (svg_name.removesuffix("svg"), ".svg")
    assert png_name.startswith("practice-")
    assert Image.open(io.BytesIO(png)).width == 1920
    assert "Practice: invented" in svg.decode()
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
