"""The About page: the glossary, the index of measures, and the methods that open on demand."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app_pages.about import definitions, measures
from dashboard.model import db
from dashboard.model.catalogue import catalogue_of
from tests.dashboard.visits import page_text, ran_to_its_end, visited

INDICATORS = Path(__file__).parents[4] / "queries" / "indicators"


@pytest.fixture
def build(practice_build: Path, read_from: Callable[[Path], None]) -> db.Build:
    """Return the build of Practice, which the dashboard reads."""
    read_from(practice_build)
    return db.current_build("practice")


def index(test: AppTest) -> str:
    """Return the HTML of the index of measures."""
    bodies = [str(getattr(element, "proto").body) for element in test.get("html")]  # noqa: B009 (no type of its own)
    return next(body for body in bodies if 'class="measures"' in body)


@pytest.mark.usefixtures("build")
def test_the_glossary_comes_first_then_measures_then_methods():
    test = visited("about", programme="practice")
    assert ran_to_its_end(test)
    assert [header.value for header in test.header] == [
        "Glossary",
        "Measures",
        "What they cannot show, and how they are made",
    ]
    assert [box.label for box in test.expander] == [*definitions.FOLDED, "Attribution"]
    assert "**Median (typical area)**: half of areas are above it and half below." in page_text(test)


@pytest.mark.usefixtures("build")
def test_every_measure_is_a_line_of_its_topic_and_topics_are_closed():
    body = index(visited("about", programme="practice"))
    heads = [path.read_text(encoding="utf-8") for path in INDICATORS.glob("*.sql")]
    topics = [text.split("topic:")[1].split("\n")[0].strip() for text in heads if "who may see it: staff" not in text]
    assert body.count("<details><summary>") == len(topics)
    assert dict(re.findall(r"<h3>([^<]+)</h3> \((\d+)\)", body)) == {
        topic: str(topics.count(topic)) for topic in set(topics)
    }
    assert "<details open" not in body and 'class="topic" open' not in body


@pytest.mark.usefixtures("build")
def test_words_show_the_measures_that_have_all_of_them_in_open_topics():
    test = visited("about", programme="practice", words="Lottery VALUE")
    body = index(test)
    assert re.findall(r"<details><summary>([^<]+)", body) == ["Value of Lottery grants nearby, per person"]
    assert "1 measure with “Lottery VALUE” in 1 topic. Open a measure to read its definition." in page_text(test)
    assert body.count('class="topic" open') == 1


@pytest.mark.usefixtures("build")
@pytest.mark.parametrize("words", ["zzqx", "<script>alert(1)</script>", "' OR 1=1 --"])
def test_words_that_fit_no_measure_and_hostile_words_show_none(words: str):
    test = visited("about", programme="practice", words=words)
    assert ran_to_its_end(test)
    assert "No measure fits " in page_text(test)
    assert "<script>" not in page_text(test) + index(test)


@pytest.mark.usefixtures("build")
def test_the_words_typed_go_into_the_address():
    test = visited("about")
    test.text_input(key="measure-words").set_value("survey").run()
    assert test.query_params["words"] in ("survey", ["survey"])


@pytest.mark.usefixtures("build")
def test_the_measure_of_the_address_is_open_above_the_index():
    body = index(visited("about", programme="practice", measure="success_rate"))
    first, _, rest = body.partition('<div class="measures">')
    assert first.count("<details open><summary>Bid success rate</summary>") == 1
    assert "<details open" not in rest
    assert 'href="/about?programme=practice&amp;measure=success_rate"' in first


def test_a_definition_holds_what_the_head_of_its_file_says(build: db.Build):
    text = measures.definition_html(build, "success_rate")
    for term in (
        "Definition",
        "Limitations",
        "Unit",
        "Periods",
        "Source",
        "Calculation",
        "Confidence interval",
        "Direction",
    ):
        assert f"<strong>{term}.</strong>" in text
    assert "<strong>Unit.</strong> % of bids decided" in text
    assert "Wilson’s 95% confidence interval" in text and "Neither higher nor lower is better." in text


def test_every_measure_has_each_of_its_terms(build: db.Build):
    for _, row in catalogue_of(build).registry.iterrows():
        terms = definitions.terms(row)
        assert len(terms) == 6 and all(not text[0].islower() and "{" not in text for text in terms.values())


def test_an_address_of_a_source_is_a_link_and_text_is_escaped(big_local_build: Path, read_from: Callable[[Path], None]):
    read_from(big_local_build)
    text = measures.definition_html(db.current_build("big_local"), "deprivation_rank")
    assert re.search(r'<a href="https://[^"]+" target="_blank" rel="noopener">English indices', text, re.IGNORECASE)
