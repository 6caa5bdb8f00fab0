"""Gathered facts: each is worded, left out with a reason, the same as another, or without an address that names a person."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from etl.contract import DICTIONARY, read_contract
from etl.errors import DataError
from etl.reference.account import ACCOUNTS, account, account_fact
from etl.reference.changes import changes
from etl.reference.fact import fact
from etl.reference.gathered import LISTED, LISTED_COLUMNS, WORDINGS, gathered_facts, row_key
from etl.reference.published import COLUMNS

PUBLISHED = Path(__file__).parents[3] / "data/programmes/big_local/published"
ROW = {"area_id": "whitley-bay", "theme": "money", "kind": "award", "what": "gets £1m", "value_number": "1000000",
       "value_unit": "£", "date_from": "2012", "source_url": "https://example.org/a", "source_title": "A page",
       "source_publisher": "A paper", "source_is_copy": "no"}  # fmt: skip
WORDING = {"theme": "money", "kind": "award", "what": "Award to the area", "withhold_address": "no"}
WORDING_COLUMNS = [
    "area_id", "key", "theme", "kind", "what", "value_words", "who", "base", "detail", "left_out", "same_as",
    "withhold_address",
]  # fmt: skip


def folder_of(tmp_path: Path, rows: list[dict[str, str]], wordings: list[dict[str, str]]) -> tuple[Path, Path]:
    """Return a folder whose list has these rows and a file with the wording of each, in the same order."""
    (tmp_path / "big_local/published").mkdir(parents=True)
    write(tmp_path / LISTED, LISTED_COLUMNS, rows)
    keyed = [
        {"key": row_key([row.get(name, "") for name in LISTED_COLUMNS]), **wording}
        for row, wording in zip(rows, wordings, strict=False)
    ]
    write(tmp_path / "wordings.csv", WORDING_COLUMNS, keyed)
    return tmp_path, tmp_path / "wordings.csv"


def write(path: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def rows_of(name: str) -> list[dict[str, str]]:
    with (PUBLISHED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch):
    """Return a function that compiles rows and wordings into facts, with no listed figures beside them."""

    def compiled_facts(tmp_path: Path, rows: list[dict[str, str]], wordings: list[dict[str, str]]) -> pd.DataFrame:
        monkeypatch.setattr(
            "etl.reference.fact.listed_areas", lambda _folder: pd.DataFrame(columns=["listed_name", "area_id"])
        )
        monkeypatch.setattr("etl.reference.fact.listed_facts", lambda _folder, _areas: [])
        return fact(*folder_of(tmp_path, rows, wordings))

    return compiled_facts


def test_a_fact_is_in_our_words_with_the_figure_and_page_of_its_row(tmp_path: Path):
    (only,), same_as = gathered_facts(*folder_of(tmp_path, [ROW], [WORDING]))
    assert (only["what"], only["value_number"], only["date_from"]) == ("Award to the area", 1_000_000, "2012")
    assert (only["source_url"], only["source_publisher"]) == ("https://example.org/a", "A paper")
    assert list(only) == COLUMNS and same_as == {}


def test_a_fact_without_wording_stops_the_compilation(tmp_path: Path):
    with pytest.raises(DataError, match="the fact 'gets £1m' about whitley-bay has no wording yet"):
        gathered_facts(*folder_of(tmp_path, [ROW], []))


def test_a_row_that_changes_has_no_wording_any_more(tmp_path: Path):
    folder, wordings = folder_of(tmp_path, [ROW], [WORDING])
    write(folder / LISTED, LISTED_COLUMNS, [ROW | {"value_number": "2000000"}])
    with pytest.raises(DataError) as error:
        gathered_facts(folder, wordings)
    assert ["has no wording yet" in sentence for sentence in error.value.sentences] == [True, False]
    assert "belongs to no row" in error.value.sentences[1]


def test_a_fact_that_is_left_out_is_not_compiled(tmp_path: Path):
    facts, _ = gathered_facts(*folder_of(tmp_path, [ROW], [WORDING | {"left_out": "Too vague"}]))
    assert facts == []


def test_an_address_with_a_name_of_a_person_is_withheld_and_its_publisher_named(tmp_path: Path):
    (only,), _ = gathered_facts(*folder_of(tmp_path, [ROW], [WORDING | {"withhold_address": "yes"}]))
    assert (only["source_url"], only["source_publisher"]) == ("", "A paper")


def test_the_same_fact_on_two_pages_is_one_fact_with_both(tmp_path: Path, compiled):
    again = ROW | {"source_url": "https://example.org/b"}
    first_key = row_key([ROW.get(name, "") for name in LISTED_COLUMNS])
    facts = compiled(tmp_path, [ROW, again], [WORDING, WORDING | {"same_as": first_key}])
    assert facts[["source_url", "source_url_2"]].to_numpy().tolist() == [
        ["https://example.org/a", "https://example.org/b"]
    ]


def test_a_fact_cannot_be_the_same_as_one_that_is_not_there(tmp_path: Path, compiled):
    with pytest.raises(DataError, match="the same as 0123456789, which is no fact"):
        compiled(tmp_path, [ROW], [WORDING | {"same_as": "0123456789"}])


def test_every_row_of_the_wordings_is_in_order_and_says_what_it_is():
    with WORDINGS.open(encoding="utf-8", newline="") as file:
        wordings = list(csv.DictReader(file))
    places = [(wording["area_id"], wording["key"]) for wording in wordings]
    assert places == sorted(set(places))
    assert [wording for wording in wordings if not wording["what"][:1].strip() or len(wording["what"]) > 110] == []
    assert {wording["withhold_address"] for wording in wordings} == {"yes", "no"}


def test_every_kind_of_a_fact_belongs_to_its_theme():
    kinds = dict(read_contract(DICTIONARY / "fact.yml").column("kind").groups)
    facts = [*rows_of("fact"), *rows_of("fact-by-hand")]
    assert len(facts) > 1_200
    assert [row["fact_id"] for row in facts if row["kind"] not in kinds[row["theme"]]] == []


def test_what_only_took_time_was_left_over_or_was_won_by_others_has_a_kind_of_its_own():
    """Each fact was read on its page's record; none of these may pass for a lease, spending or a grant to the area."""
    kinds = {row["fact_id"]: row["kind"] for row in [*rows_of("fact"), *rows_of("fact-by-hand")]}
    assert kinds["ridge-hill-b6f234a9c5"] == kinds["mossley-2177b12382"] == "time taken or delay"
    assert kinds["northwood-1b522cce3c"] == kinds["little-hulton-unspent-1"] == "unspent"
    assert kinds["heart-of-sidley-2a04192e3e"] == kinds["hanwell-copley-close-16f78cc426"] == "project of others"
    assert kinds["bradley-3fc490fe0d"] == "project total"
    assert kinds["bourne-estate-d68801630c"] == "council plan or decision"
    assert kinds["whitley-bay-c823536ae5"] == "backing by elected members"


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (("time taken", "time it took"), {"time taken or delay"}),
        (("unspent", "underspend", "left to spend", "money left"), {"unspent"}),
        (("planning permission", "planning approval"), {"council plan or decision"}),
        (("plan endorsed", "plan approved", "plan accepted"), {"plan", "award"}),
    ],
)
def test_facts_that_say_the_same_have_one_kind(words: tuple[str, ...], kinds: set[str]):
    facts = [row for row in rows_of("fact") if any(word in row["what"].lower() for word in words)]
    assert facts
    assert [(row["fact_id"], row["kind"]) for row in facts if row["kind"] not in kinds] == []


def test_140_areas_have_a_fact_and_30_an_account():
    assert len({row["area_id"] for row in rows_of("fact")} - {""}) == 140
    assert len({row["area_id"] for row in rows_of("account")} - {""}) >= 30


def test_no_address_of_a_fact_has_a_page_of_an_author():
    assert [
        row["fact_id"] for row in rows_of("fact") if "/author/" in row["source_url"].replace("/author/admin/", "/")
    ] == []


def test_the_compiled_accounts_are_those_of_the_file():
    assert account().to_dict("records") == rows_of("account")
    facts = pd.DataFrame(rows_of("fact")), pd.DataFrame(rows_of("fact-by-hand"))
    assert account_fact(*facts).to_dict("records") == rows_of("account_fact")


def test_an_account_that_rests_on_a_fact_of_another_area_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(ACCOUNTS, "another", {**ACCOUNTS["whitley-bus-route"], "area_id": "whitley-bay"})
    with pytest.raises(DataError, match=r"the account another rests on .*, which is no fact about whitley-bay"):
        account_fact(pd.DataFrame(rows_of("fact")), pd.DataFrame(rows_of("fact-by-hand")))


def test_what_a_compilation_changes_is_named(tmp_path: Path):
    path = tmp_path / "fact.csv"
    path.write_text("fact_id,what\none,A\ntwo,B\n", encoding="utf-8")
    assert changes(path, b"fact_id,what\none,A\ntwo,C\nthree,D\n") == [
        "fact: three is new.",
        "fact: two has changed in what.",
    ]
    assert changes(path, b"fact_id,what\ntwo,B\n") == ["fact: one is gone."]
    assert changes(tmp_path / "account.csv", b"account_id\none\n") == ["account: one is new."]
