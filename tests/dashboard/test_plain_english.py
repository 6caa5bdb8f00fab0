"""The text on screen is plain English that a councillor reads once, on every page of both programmes."""

import re
import shutil
from pathlib import Path

import pytest

from dashboard.model import db
from tests.dashboard.visits import page_text, ran_to_its_end, visited

PAGES = ("overview", "area", "compare", "trends", "funding", "councils", "progress", "data", "about")
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
    """Return the text of every page of a programme, with an area chosen, without addresses of other pages."""
    monkeypatch.setattr(db, "BUILDS", both)
    area = {"practice": "drubessel", "big_local": "whitley-bay"}[request.param]
    texts = {}
    for page in PAGES:
        test = visited(page, programme=request.param, area=area)
        assert ran_to_its_end(test)
        texts[page] = re.sub(r"\]\([^)]*\)", "]", page_text(test))
    return texts


def sentences(text: str) -> list[str]:
    """Return the whole sentences of Markdown: those that end with a full stop or question mark and have five words or more."""
    lines = [re.sub(r"[*#`\[\]>|-]+", " ", line) for line in text.splitlines()]
    whole = [sentence for line in lines for sentence in re.findall(r"[^.?]+(?:\.(?=\d)[^.?]*)*[.?](?=\s|$)", line)]
    return [sentence.strip() for sentence in whole if len(sentence.split()) >= 5]


def grade(texts: list[str]) -> float:
    """Return the Automated Readability Index of sentences (Senter and Smith 1967, AMRL-TR-66-220), a school grade."""
    all_words = [word for sentence in texts for word in sentence.split()]
    letters = sum(len(re.sub(r"\W", "", word)) for word in all_words)
    return 4.71 * letters / len(all_words) + 0.5 * len(all_words) / len(texts) - 21.43


def test_the_grade_of_a_known_text_is_what_its_formula_gives_by_hand():
    # 6 words, 25 letters, 1 sentence: 4.71 x 25 / 6 + 0.5 x 6 - 21.43 = 1.195
    assert grade(["The cat sat upon some mattress."]) == pytest.approx(1.195)


def test_every_page_is_plain_english(words: dict[str, str]):
    for page, text in words.items():
        whole = sentences(text)
        length = sum(len(sentence.split()) for sentence in whole) / len(whole)
        assert grade(whole) <= GRADE, f"{page}: grade {grade(whole):.1f}"
        assert length <= WORDS_IN_A_SENTENCE, f"{page}: {length:.1f} words in a sentence"


def test_no_page_shouts_uses_jargon_or_names_a_column(words: dict[str, str]):
    for page, text in words.items():
        plain = re.sub(r"`[^`]*`|\S+\.(csv|xlsx)\b", "", text)
        assert "!" not in plain, page
        jargon = [term for term in JARGON if re.search(rf"\b{re.escape(term)}(?!\w)", plain.lower())]
        assert not jargon, f"{page}: {jargon}"
        assert not re.findall(r"\b[a-z]+_[a-z_]+\b", plain), f"{page}: {re.findall(r'[a-z]+_[a-z_]+', plain)}"
