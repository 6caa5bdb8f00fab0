"""The themes of spending on the Progress page: sentences, tables and chart, from rows written by hand."""

from typing import Any

import pandas as pd

from dashboard.app_pages.progress import (
    drawings,
    sentences_themes,
)

THEMES = pd.DataFrame(
    [
        ("", "nobody", False, 60.0, 60.0, 60.0, 60.0, 60.0, 100.0),
        ("Running it", "area", True, 10.0, 30.0, 10.0, 30.0, 10.0, 100.0),
        ("Running it", "researcher", True, 20.0, 30.0, 30.0, 30.0, 30.0, 100.0),
        ("Play", "researcher", False, 10.0, 10.0, 30.0, 10.0, 30.0, 100.0),
    ],
    columns=[
        "theme", "coded_by", "is_delivery_cost", "spent_gbp", "theme_gbp", "coder_gbp", "theme_share", "coder_share",
        "all_gbp",
    ],
)  # fmt: skip


def test_the_answer_on_themes_is_the_largest_and_how_much_has_none():
    assert sentences_themes.themes_answer(THEMES, 12, []) == (
        "The largest theme is Running it (cost of delivery): 30% of the £100 spent. £60 (60%) has no theme."
    )
    assert sentences_themes.themes_answer(THEMES[THEMES["theme"] != ""], 2, ["London"]) == (
        "In the 2 areas shown (London), the largest theme is Running it (cost of delivery): 30% of the £100 spent. All of it "
        "has a theme."
    )
    assert (
        sentences_themes.themes_answer(THEMES[THEMES["theme"] == ""], 12, []) == "None of the £100 spent has a theme."
    )
    assert sentences_themes.themes_answer(THEMES[:0], 12, []) == "No return gives a theme of spending."
    assert sentences_themes.themes_answer(THEMES[:0], 0, ["London"]) == "No area fits all of these filters."


def test_the_words_on_themes_say_who_assigned_them():
    assert sentences_themes.coders_sentence(THEMES) == (
        "Themes were assigned by researchers for 30% and the areas themselves for 10% of spending; 60% has no theme."
    )
    assert sentences_themes.coders_sentence(THEMES[THEMES["theme"] == ""]) == "No theme has been assigned."


def test_spending_without_a_theme_comes_last_and_a_cost_of_delivery_says_so():
    themes = sentences_themes.themes_of(THEMES)
    assert themes["name"].tolist() == ["Running it (cost of delivery)", "Play", "No theme recorded"]
    table = sentences_themes.themes_table(THEMES, THEMES[THEMES["theme"] == "Play"], "Elm Green")
    assert table["Spent"].tolist() == ["£30", "£10", "£60"]
    assert table["Share of all spent"].tolist() == ["30%", "10%", "60%"]
    assert table["Elm Green"].tolist() == ["£0", "£10", "£0"]
    assert sentences_themes.coders_table(THEMES).to_numpy().tolist() == [
        ["Researchers", "£30", "30%"],
        ["The areas themselves", "£10", "10%"],
        ["Nobody (no theme)", "£60", "60%"],
    ]


def test_the_chosen_area_is_a_diamond_on_the_bars_of_all():
    themes = sentences_themes.themes_of(THEMES)
    figure: Any = drawings.themes(themes, {"Play": 55.0}, "Elm Green", "all 12 areas", "light")
    assert [trace.type for trace in figure.data] == ["bar", "bar", "scatter"]
    assert list(figure.data[2].x) == [55.0] and figure.data[2].marker.symbol == "diamond"
    assert list(figure.data[2].hovertext) == ["Play: 55% of what was spent in Elm Green"]
    alone: Any = drawings.themes(themes, {}, "", "all 12 areas", "light")
    assert [trace.marker.color for trace in alone.data] == [drawings.CHOSEN["light"]] * 2
