"""Searching for areas, on the names of the real programme."""

from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.model.search import MOST_HITS, Entry, match_score, matching_areas, plain_words, postcode_parts

WORDS = ["st", "saint", "north", "hill", "and", "the", "whitley", "luton", "chatam", "a", "'", "-", "&"]


@pytest.fixture(scope="module")
def entries(big_local_build: Path) -> list[Entry]:
    folder = big_local_build / "big_local"
    with duckdb.connect(str(next(folder.glob("*.duckdb"))), read_only=True) as db:
        rows = db.execute("SELECT area_id, entry, kind FROM search_entry ORDER BY ALL").fetchall()
    return [Entry(*row) for row in rows]


def area_ids(query: str, entries: list[Entry]) -> list[str]:
    return [hit.area_id for hit in matching_areas(query, entries)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Luton Arches", "arches-local"),
        ("luton arches", "arches-local"),
        ("Farley Hill", "farley-hill"),
        ("Whitley", "whitley"),
        ("Whitley Bay", "whitley-bay"),
        ("Whitleigh", "whitleigh"),
        ("WHITLEIGH", "whitleigh"),
        ("Littlemoor", "littlemoor"),
        ("clarksfield littlemoor", "clarksfield-greenacres-and-littlemoor"),
        ("saint peters", "st-peters-and-the-moors"),
        ("St. Peter’s", "st-peters-and-the-moors"),
        ("chatam", "arches-local"),
        ("plymuth", "whitleigh"),
        ("whitleig", "whitleigh"),
    ],
)
def test_the_area_that_is_meant_comes_first(query: str, first: str, entries: list[Entry]):
    assert area_ids(query, entries)[0] == first


def test_luton_finds_the_area_named_so_and_the_area_in_that_council(entries: list[Entry]):
    assert area_ids("Luton", entries)[:2] == ["arches-local", "farley-hill"]


def test_luton_arches_also_finds_the_area_in_luton(entries: list[Entry]):
    assert area_ids("Luton Arches", entries)[1] == "farley-hill"


def test_both_littlemoors_are_found_and_told_apart(entries: list[Entry]):
    hits = matching_areas("Littlemoor", entries)
    assert [hit.area_id for hit in hits] == ["littlemoor", "clarksfield-greenacres-and-littlemoor"]
    assert hits[0].score > hits[1].score


def test_whitleigh_is_not_taken_for_whitley(entries: list[Entry]):
    assert area_ids("Whitleigh", entries) == ["whitleigh"]
    assert "whitleigh" not in area_ids("Whitley", entries)


def test_saint_and_st_are_one_word(entries: list[Entry]):
    assert (
        matching_areas("saint peters", entries)
        == matching_areas("st peters", entries)
        == matching_areas("St. Peter's", entries)
    )


@pytest.mark.parametrize(
    ("query", "area", "by", "kind"),
    [
        ("Medway", "arches-local", "Medway", "council"),
        ("North Tyneside", "whitley-bay", "North Tyneside", "council"),
        ("Suffolk", "north-west-ipswich", "Suffolk", "county council"),
        ("Weymouth and Portland", "littlemoor", "Weymouth and Portland", "former council"),
        ("Allerdale", "ewanrigg", "Allerdale", "former council"),
        ("Fort Pitt", "arches-local", "Fort Pitt", "ward"),
        ("Wayfield", "arches-local", "Luton and Wayfield", "ward"),
        ("Stockwood Park", "farley-hill", "Farley Hill & Stockwood Park", "place"),
        ("Central Chatham", "arches-local", "Central Chatham", "other name"),
    ],
)
def test_an_area_is_found_by_council_former_council_ward_and_place(
    query: str, area: str, by: str, kind: str, entries: list[Entry]
):
    hit = matching_areas(query, entries)[0]
    assert (hit.area_id, hit.by, hit.kind) == (area, by, kind)


@pytest.mark.parametrize("query", ["", " ", "xyzzy", "qqqq", "zzzzzz wwww", "'", "...", "漢字", "%_%", "1234567", "🦆"])
def test_nonsense_finds_nothing(query: str, entries: list[Entry]):
    assert area_ids(query, entries) == []


def test_areas_are_found_first_by_their_own_names(entries: list[Entry]):
    names = [entry for entry in entries if entry.kind == "area"]
    assert len(names) == 150
    missed = [entry.entry for entry in names[::3] if area_ids(entry.entry, entries)[0] != entry.area_id]
    assert missed == []


def test_names_of_every_kind_find_their_areas_unless_the_list_is_full(entries: list[Entry]):
    sample = entries[::7]  # all of them would take seconds
    assert {entry.kind for entry in sample} == {entry.kind for entry in entries}
    hits = {entry.entry: area_ids(entry.entry, entries) for entry in sample}
    missed = [
        entry for entry in sample if entry.area_id not in hits[entry.entry] and len(hits[entry.entry]) < MOST_HITS
    ]
    assert missed == []


@settings(max_examples=60, deadline=None)
@given(query=st.text(max_size=200))
def test_any_text_finds_at_most_eight_areas_each_once_best_first(query: str, entries: list[Entry]):
    hits = matching_areas(query, entries)
    assert len({hit.area_id for hit in hits}) == len(hits) <= 8
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 < hit.score <= 100 for hit in hits)


@settings(max_examples=60, deadline=None)
@given(query=st.lists(st.sampled_from(WORDS), max_size=8))
def test_any_words_of_names_find_each_area_once(query: list[str], entries: list[Entry]):
    hits = area_ids(" ".join(query), entries)
    assert len(set(hits)) == len(hits)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("St. Peter's & the Moors", ("st", "peters", "the", "moors")),
        ("Saint-Peter’s", ("st", "peters")),
        ("(Big Local SW11)", ("big", "local", "sw11")),
        ("", ()),
        ("&", ()),
    ],
)
def test_a_name_is_read_as_plain_words(text: str, parts: tuple[str, ...]):
    assert plain_words(text) == parts


@pytest.mark.parametrize(
    ("query", "entry", "score"),
    [
        ("whitley bay", "Whitley Bay", 100),
        ("whitley", "Whitley Bay", 98),  # one word nobody asked for
        ("whitl", "Whitley", 93),  # not finished
        ("whitley bay", "Whitley", 60),  # all of the name, and a word more
        ("bay", "A B C D E F G Bay", 90),  # at most five words count as not asked for
        ("kent", "Luton", 0),
        ("", "Luton", 0),
        ("luton", "", 0),
    ],
)
def test_how_well_a_name_fits_is_as_worked_by_hand(query: str, entry: str, score: float):
    assert match_score(plain_words(query), plain_words(entry)) == score


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("ME4 6NZ", ("ME4", "6NZ")),
        ("me46nz", ("ME4", "6NZ")),
        (" m e 4 6 n z ", ("ME4", "6NZ")),
        ("SW1A 1AA", ("SW1A", "1AA")),
        ("M1 1AE", ("M1", "1AE")),
        ("B33 8TH", ("B33", "8TH")),
        ("me4", ("ME4", "")),
        ("ec1a", ("EC1A", "")),
        ("W1", ("W1", "")),
        ("ME4 6N", ("ME4", "")),  # not finished
        ("ME4 6NZ 1", None),
        ("Luton", None),
        ("Big Local SW11", None),
        ("4ME", None),
        ("ME", None),
        ("", None),
        ("ME4; DROP TABLE area", None),
    ],
)
def test_a_whole_or_half_postcode_is_distinguished_from_a_name(query: str, parts: tuple[str, str] | None):
    assert postcode_parts(query) == parts


@given(st.text(max_size=200))
def test_any_text_is_a_postcode_in_two_halves_or_none(query: str):
    parts = postcode_parts(query)
    assert parts is None or (2 <= len(parts[0]) <= 4 and len(parts[1]) in (0, 3))


def test_a_name_that_is_the_query_comes_first_also_of_a_ward_and_a_ward_of_one_word_matches_no_longer_query():
    entries = [
        Entry("brixton", "North Brixton", "area"),
        Entry("church-hill", "North", "ward"),
        Entry("whitley-bay", "Whitley Bay North", "ward"),
    ]
    assert [hit.area_id for hit in matching_areas("north", entries)] == ["church-hill", "brixton", "whitley-bay"]
    assert [hit.area_id for hit in matching_areas("Whitley Bay North", entries)] == ["whitley-bay"]
