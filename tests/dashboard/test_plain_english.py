"""The words on screen: plain English that a councillor reads once, on every page and in both programmes."""

import re
import shutil
from pathlib import Path

import pytest

from dashboard.model import db
from tests.dashboard.visits import page_text, ran_to_its_end, visited

PAGES = ("map", "area", "compare", "trends", "funding", "councils", "progress", "data", "about")
GRADE = 11.0
"""The reading age agreed for each page as a whole: the grade of the Automated Readability Index, about the age of 16.

Names of places and measures cannot be made shorter; without them it would be lower.
"""
WORDS_IN_A_SENTENCE = 22
"""The longest that sentences of a page may be on average; plain English asks for 15 to 20."""
JARGON = (
    "p-value", "statistically significant", "denominator", "numerator", "dataset", "null", "nan", "boolean", "query",
    "metadata", "outlier", "standard deviation", "regression", "granular", "stakeholder", "leverage", "deep dive", "utilise",
    "facilitate", "in order to", "going forward", "quantile", "quartile", "heteroskedastic", "percentile", "aggregate",
)  # fmt: skip


@pytest.fixture(scope="module")
def both(practice_build: Path, big_local_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of builds that holds Practice and Big Local."""
    builds = tmp_path_factory.mktemp("plain")
    shutil.copytree(practice_build / "practice", builds / "practice")
    shutil.copytree(big_local_build / "big_local", builds / "big_local")
    return builds


@pytest.fixture(params=["practice", "big_local"])
def words(request: pytest.FixtureRequest, both: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the words of every page of a programme, with an area chosen, without addresses of other pages."""
    monkeypatch.setattr(db, "BUILDS", both)
    area = {"practice": "drubessel", "big_local": "whitley-bay"}[request.param]
    found = {}
    for page in PAGES:
        test = visited(page, programme=request.param, area=area)
        assert ran_to_its_end(test)
        found[page] = re.sub(r"\]\([^)]*\)", "]", page_text(test))
    return found


def sentences(text: str) -> list[str]:
    """Return the whole sentences of Markdown: what ends with a full stop or a question mark and has five words or more."""
    lines = [re.sub(r"[*#`\[\]>|-]+", " ", line) for line in text.splitlines()]
    found = [one for line in lines for one in re.findall(r"[^.?]+(?:\.(?=\d)[^.?]*)*[.?](?=\s|$)", line)]
    return [one.strip() for one in found if len(one.split()) >= 5]


def grade(said: list[str]) -> float:
    """Return the Automated Readability Index of sentences (Senter and Smith 1967, AMRL-TR-66-220), a school grade."""
    every = [word for one in said for word in one.split()]
    letters = sum(len(re.sub(r"\W", "", word)) for word in every)
    return 4.71 * letters / len(every) + 0.5 * len(every) / len(said) - 21.43


def test_the_grade_of_a_known_text_is_what_its_formula_gives_by_hand():
    # 6 words, 25 letters, 1 sentence: 4.71 x 25 / 6 + 0.5 x 6 - 21.43 = 1.195
    assert grade(["The cat sat upon some mattress."]) == pytest.approx(1.195)


def test_every_page_is_plain_english(words: dict[str, str]):
    for page, text in words.items():
        said = sentences(text)
        length = sum(len(one.split()) for one in said) / len(said)
        assert grade(said) <= GRADE, f"{page}: grade {grade(said):.1f}"
        assert length <= WORDS_IN_A_SENTENCE, f"{page}: {length:.1f} words in a sentence"


def test_no_page_shouts_uses_jargon_or_names_a_column(words: dict[str, str]):
    for page, text in words.items():
        plain = re.sub(r"`[^`]*`|\S+\.(csv|xlsx)\b", "", text)
        assert "!" not in plain, page
        found = [one for one in JARGON if re.search(rf"\b{re.escape(one)}(?!\w)", plain.lower())]
        assert not found, f"{page}: {found}"
        assert not re.findall(r"\b[a-z]+_[a-z_]+\b", plain), f"{page}: {re.findall(r'[a-z]+_[a-z_]+', plain)}"
