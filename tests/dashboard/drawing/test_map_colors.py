"""The colours of the maps can be told apart on the page and on land, in both themes."""

import itertools
import re

import pytest

from tests.dashboard.drawing.themes import ROOT, THEMES, Contrast, ground

MAPS_STYLE = (ROOT / "dashboard" / "drawing" / "components" / "area_maps.css").read_text(encoding="utf-8")


def map_colors(theme: str) -> dict[str, str]:
    """Return the colours that the style of the maps names for a theme."""
    blocks = re.findall(r"\.maps(\.dark)? \{(.*?)\}", MAPS_STYLE, re.DOTALL)
    named: dict[str, str] = {}
    for dark, block in blocks:
        if not dark or theme == "dark":
            named |= dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))
    return named


def outlined() -> set[str]:
    """Return the classes that the style gives the edge colour as outline."""
    rule = re.search(r"([^{}]*)\{ stroke: var\(--edge\)", MAPS_STYLE)
    assert rule
    return set(re.findall(r"\.(\w\d)", rule[1]))


def focus_color() -> str:
    """Return the colour of the ring about the mark that the keyboard is on."""
    rule = re.search(r"\.dot:focus-visible \{ stroke: (#[0-9a-f]{6}|var\(--\w+\))", MAPS_STYLE)
    assert rule
    return rule[1]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("look", [f"{kind}{number}" for kind in "qv" for number in range(5)])
def test_each_class_of_the_map_stands_out_from_page_and_land_by_its_colour_or_its_outline(
    look: str, theme: str, contrast: Contrast
):
    named = map_colors(theme)
    fill = named[f"{'c' if look[0] == 'q' else 'd'}{look[1]}"]
    shown = named["edge"] if look in outlined() else fill
    for under in (ground(theme), named["land"]):
        assert max(contrast(shown, under), contrast(fill, under)) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_the_classes_of_the_map_run_from_near_the_ground_to_far_from_it(theme: str, contrast: Contrast):
    named = map_colors(theme)
    steps = [contrast(named[f"c{number}"], ground(theme)) for number in range(5)]
    assert steps == sorted(steps)
    assert all(after / before > 1.2 for before, after in itertools.pairwise(steps))


@pytest.mark.parametrize("theme", THEMES)
def test_the_sign_of_a_true_zero_can_be_read_on_its_tile(theme: str, contrast: Contrast):
    named = map_colors(theme)
    ink = {"light": "#12436d", "dark": "#ffffff"}[theme]
    assert contrast(ink, named["zero"]) >= 4.5
    assert all(contrast(named["edge"], under) >= 3 for under in (ground(theme), named["land"]))


@pytest.mark.parametrize("theme", THEMES)
def test_the_chosen_mark_stands_out_from_page_and_land(theme: str, contrast: Contrast):
    named = map_colors(theme)
    assert contrast(named["chosen"], ground(theme)) >= 3
    assert contrast(named["chosen"], named["land"]) >= 3


@pytest.mark.parametrize(
    "theme",
    ["light", "dark"],
)
def test_the_ring_of_the_keyboard_stands_out_from_page_and_land(theme: str, contrast: Contrast):
    named = map_colors(theme)
    color = focus_color()
    color = named[color[6:-1]] if color.startswith("var") else color
    assert contrast(color, ground(theme)) >= 3
    assert contrast(color, named["land"]) >= 3
