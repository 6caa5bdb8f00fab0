"""The Record page without a browser: what is chosen, what is shown of an area, and what is never named."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from dashboard.app_pages.record.view import record_view
from dashboard.export import fact_template
from dashboard.model import db
from dashboard.model.catalogue import catalogue_for, catalogue_of
from dashboard.model.state import View
from dashboard.parts import record_pictures
from tests.dashboard.visits import all_text, answer, page_text, ran_to_its_end, tables, visited

PUBLISHED = Path(__file__).parents[4] / "data/programmes/big_local/published"


def published(name: str = "fact") -> list[dict[str, str]]:
    with (PUBLISHED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def build(big_local_build: Path, read_from: Callable[[Path], None]) -> db.Build:
    """Return the build of Big Local, which the dashboard reads."""
    read_from(big_local_build)
    return db.current_build("big_local")


def shown_facts(build: db.Build, **choice: str) -> pd.DataFrame:
    view = View(**choice)
    return record_view(build, catalogue_for(build, view), view).facts


@pytest.mark.usefixtures("build")
def test_the_page_opens_on_every_fact_and_how_many_areas_have_one():
    test = visited("record")
    assert ran_to_its_end(test)
    about_areas = [row for row in [*published(), *published("fact-by-hand")] if row["area_id"]]
    assert answer(test).startswith(
        f"{len(about_areas):,} facts are on public record for {len({row['area_id'] for row in about_areas})} of 150 areas"
    )
    assert "It is not complete and it is not a sample" in page_text(test)


@pytest.mark.parametrize("theme", ["participation", "funding", "council", "money", "legacy"])
def test_a_theme_shows_its_facts_alone(build: db.Build, theme: str):
    facts = shown_facts(build, theme=theme)
    assert set(facts["theme"]) == {theme}
    assert len(facts) == sum(row["theme"] == theme for row in [*published(), *published("fact-by-hand")])


def test_kind_area_council_year_and_words_each_narrow_the_facts(build: db.Build):
    assert set(shown_facts(build, kind="disagreement")["kind"]) == {"disagreement"}
    assert set(shown_facts(build, area="ridge-hill")["area_id"]) == {"ridge-hill"}
    councils = db.query(build, "councils_areas").set_index("area_id")["council_code"]
    council = str(councils.loc[["ridge-hill"]].iloc[0])
    assert "ridge-hill" in set(shown_facts(build, council=council)["area_id"])
    assert set(shown_facts(build, year="2017")["fact_year"]) == {"2017"}
    assert set(shown_facts(build, year="no date")["fact_year"]) == {""}
    lake = shown_facts(build, words="LAKE lease")
    assert len(lake) and set(lake["area_id"]) <= {"ridge-hill"}


def test_the_latest_facts_come_first_and_those_without_a_date_last(build: db.Build):
    years = shown_facts(build)["fact_year"].tolist()
    dated = [year for year in years if year]
    assert dated == sorted(dated, reverse=True) and years[len(dated) :] == [""] * (len(years) - len(dated))


@pytest.mark.usefixtures("build")
def test_the_table_of_facts_is_turned_like_a_page_and_opens_at_its_first_for_another_choice():
    about = [*published(), *published("fact-by-hand")]
    test = visited("record")
    assert f"Facts 1 to 25 of {len(about):,}, latest first" in page_text(test)
    first = tables(test)[0]
    assert len(first) == 25 and test.button(key="record-later").disabled
    test.button(key="record-earlier").click().run()
    assert ran_to_its_end(test)
    assert f"Facts 26 to 50 of {len(about):,}" in page_text(test)
    second = tables(test)[0]
    assert len(second) == 25 and not test.button(key="record-later").disabled
    assert first.to_csv() != second.to_csv()
    test.selectbox(key="choose-theme").set_value("participation").run()
    on_theme = sum(row["theme"] == "participation" for row in about)
    assert f"Facts 1 to 25 of {on_theme:,}" in page_text(test)


@pytest.mark.usefixtures("build")
def test_the_last_page_of_facts_has_the_rest_and_a_few_facts_have_no_pages():
    test = visited("record", theme="funding")
    number = sum(row["theme"] == "funding" for row in [*published(), *published("fact-by-hand")])
    for _ in range((number - 1) // 25):
        test.button(key="record-earlier").click().run()
    assert test.button(key="record-earlier").disabled
    assert f"to {number:,} of {number:,}" in page_text(test)
    few = visited("record", words="lake lease")
    assert not [button for button in few.button if button.key == "record-earlier"]


@pytest.mark.usefixtures("build")
def test_areas_without_facts_and_the_map_open_on_demand():
    without = 150 - len({row["area_id"] for row in [*published(), *published("fact-by-hand")] if row["area_id"]})
    boxes = [box.label for box in visited("record").expander]
    assert "What is on record for each area: map and table" in boxes
    assert f"{without} areas with nothing on record" in boxes


def test_an_area_without_facts_says_so_and_is_listed(build: db.Build):
    on_record = {row["area_id"] for row in published()}
    without = next(area for area in catalogue_of(build).areas.index if area not in on_record)
    test = visited("record", area=without)
    assert ran_to_its_end(test)
    assert answer(test).startswith("No fact on public record fits this choice")
    assert str(catalogue_of(build).area(without)["area_name"]) in page_text(test)


@pytest.mark.usefixtures("build")
def test_words_that_match_nothing_and_hostile_words_show_no_fact():
    for words in ("zzqx", "' OR 1=1 --", "<script>alert(1)</script>"):
        test = visited("record", words=words)
        assert ran_to_its_end(test)
        assert "<script>" not in all_text(test)


def test_no_other_area_is_named_where_the_reader_wants_one_alone(build: db.Build):
    text = all_text(visited("record", area="ridge-hill", others="unlabelled"))
    names = set(catalogue_of(build).areas["area_name"]) - {"Ridge Hill"}
    assert "Ridge Hill" in text
    assert {name for name in names if len(name) > 12 and name in text} == set()


def test_a_withheld_address_is_on_no_page(build: db.Build):
    withheld = [row for row in published() if not row["source_url"]]
    assert withheld
    facts = shown_facts(build)
    shown = facts[facts["fact_id"].isin([row["fact_id"] for row in withheld])]
    assert set(shown["source_url"]) == {""} and "" not in set(shown["source_publisher"])


def test_tiles_have_a_mark_for_each_theme_on_record_and_none_for_how_much(build: db.Build):
    rows = db.query(build, "record_areas")
    html = record_pictures.tile_map(rows, db.query(build, "regions"), lambda area_id: f"/record?area={area_id}")
    assert html.count("<a ") == 150
    for theme, mark in record_pictures.MARKS.items():
        assert html.count(f'class="{mark}"') == int((rows[f"{theme}_facts"] > 0).sum())


def test_the_years_of_the_time_line_add_up_to_the_dated_facts(build: db.Build):
    facts = shown_facts(build)
    assert record_pictures.years_by_theme(facts)["facts"].sum() == (facts["fact_year"] != "").sum()


def test_the_template_of_a_fact_has_the_columns_of_the_record_in_both_forms_and_says_what_each_holds():
    columns = list(published()[0])
    (row,) = csv.DictReader(io.StringIO(fact_template.template_csv().decode("utf-8-sig"), newline=""))
    assert list(row) == columns
    sheet = load_workbook(io.BytesIO(fact_template.template_xlsx())).worksheets[0]
    heads, texts = list(sheet.iter_rows(values_only=True))
    assert list(heads) == columns
    assert list(texts) == list(row.values())
    assert "One of: participation, funding, council, money, legacy." in row["theme"]
    assert "asset transfer or lease" in row["kind"] and row["base"].endswith("Empty if it does not apply.")


@pytest.mark.usefixtures("build")
@pytest.mark.parametrize("page", ["record", "data"])
def test_the_template_of_a_fact_is_on_the_record_and_data_pages_once_in_each_form(page: str):
    protos: list[Any] = [getattr(button, "proto") for button in visited(page).get("download_button")]  # noqa: B009 (no type)
    labels = [proto.label for proto in protos if "new fact" in proto.label]
    assert labels == ["Template for a new fact (CSV)", "Template for a new fact (XLSX)"]


def test_practice_says_that_its_record_is_invented(practice_build: Path, read_from: Callable[[Path], None]):
    read_from(practice_build)
    test = visited("record", programme="practice")
    assert ran_to_its_end(test)
    assert "All facts are invented" in page_text(test)


def test_a_withdrawn_fact_of_practice_is_not_shown(practice_build: Path, read_from: Callable[[Path], None]):
    read_from(practice_build)
    build = db.current_build("practice")
    assert "ozkonquil-quay-bid-lost-3" not in set(shown_facts(build, programme="practice")["fact_id"])
