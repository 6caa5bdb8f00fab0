"""The public record as one long table: figures, addresses and cautions, and the hand-kept files beside it."""

import csv
import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from etl.errors import DataError
from etl.reference import fact as record
from etl.reference.gathered import LISTED, LISTED_COLUMNS
from etl.reference.published import COLUMNS

PUBLISHED = Path(__file__).parents[3] / "data/programmes/big_local/published"
ADDRESS = "https://example.org/page"
AREA_COLUMNS = [
    "area_name", "local_authority", "local_authority_2012", "region", "wave", "wave_confirmed", "lat", "lon",
    "confidence", "coord_basis", "location_match", "lad_code", "council_code_lad24", "proxy_msoa_codes", "source",
]  # fmt: skip
HEADERS = {
    "meetings": "area_name date date_precision body present_total residents_present apologies notes",
    "meeting_rules": "area_name rule value",
    "plans_and_grants": "area_name what amount_gbp start end detail",
    "funding_wins": "area_name project funder amount_gbp kind date big_local_contribution_gbp detail",
    "survey_results": "survey year statement_as_reported group percent base",
    "programme_stats": "measure value year",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of public files with two areas, and lists of facts that hold no rows."""
    (tmp_path / "big_local/published").mkdir(parents=True)
    write(
        tmp_path / "big_local/areas.csv", AREA_COLUMNS, *[[name, *[""] * 14] for name in ("Whitley Bay", "Gateshead")]
    )
    for name in HEADERS:
        fill(tmp_path, name)
    write(tmp_path / LISTED, LISTED_COLUMNS)
    write(tmp_path / "wordings.csv", ["key"])
    return tmp_path


def write(path: Path, *rows: list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def fill(folder: Path, name: str, *rows: list[str], address: str = ADDRESS) -> None:
    header = [*HEADERS[name].split(), "source", "source_is_copy"]
    write(folder / f"big_local/published/{name}.csv", header, *[[*row, address, "no"] for row in rows])


def fact(folder: Path) -> pd.DataFrame:
    return record.fact(folder, folder / "wordings.csv")


def records(folder: Path) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in record.items()} for record in fact(folder).to_dict("records")]


def only(folder: Path) -> SimpleNamespace:
    (record,) = records(folder)
    return SimpleNamespace(**record)


def test_no_rows_give_an_empty_table_with_every_column(folder: Path):
    assert list(fact(folder).columns) == COLUMNS
    assert len(fact(folder)) == 0


def test_a_combined_total_is_a_project_total_that_says_the_split_is_not_published(folder: Path):
    fill(
        folder,
        "funding_wins",
        ["Whitley Bay", "hub", "a fund", "450000", "combined total ('more than')", "2021-11", "", ""],
    )
    total = only(folder)
    assert (total.fact_id, total.kind, total.value_number) == ("whitley-bay-project-total-1", "project total", 450000)
    assert total.value_words == "more than £450,000"
    assert "Big Local's own money" in total.detail


@pytest.mark.parametrize(
    ("listed", "kind"),
    [
        ("loan", "loan"),
        ("investment (repayable)", "investment"),
        ("applied for, up to", "applied for"),
        ("expected match (total)", "match"),
        ("project 'inspired', not a grant to the area", "spend"),
    ],
)
def test_money_that_was_not_won_is_never_a_grant_won(folder: Path, listed: str, kind: str):
    fill(folder, "funding_wins", ["Whitley Bay", "hub", "a fund", "7500000", listed, "by 2022", "500", ""])
    assert only(folder).kind == kind


def test_a_project_that_was_inspired_counts_only_what_big_local_gave(folder: Path):
    kind = "project 'inspired', not a grant to the area"
    fill(folder, "funding_wins", ["Whitley Bay", "cliffs", "", "7500000", kind, "by 2022", "500", ""])
    spent = only(folder)
    assert (spent.value_number, spent.date_from, spent.date_to) == (500, "", "2022")
    assert "£7,500,000" in spent.detail


def test_a_meeting_keeps_residents_and_apologies_in_its_detail(folder: Path):
    fill(folder, "meetings", ["Whitley Bay", "2015-03-31", "day", "Board", "14", "8", "6", ""])
    meeting = only(folder)
    assert (meeting.what, meeting.value_number, meeting.value_unit) == ("Board meeting", 14, "people present")
    assert meeting.detail == "8 of them known to be residents; 6 apologies"


def test_a_meeting_nobody_counted_has_no_number_rather_than_zero(folder: Path):
    fill(folder, "meetings", ["Whitley Bay", "2015-03", "month", "Open meeting", "", "", "", ""])
    assert math.isnan(only(folder).value_number)
    assert only(folder).value_unit == ""


def test_a_rule_in_words_stays_in_words_and_a_share_becomes_a_number(folder: Path):
    share = ["ALL", "minimum resident share (July 2017 guidance)", "51%"]
    fill(folder, "meeting_rules", ["Whitley Bay", "frequency (2017)", "monthly"], share)
    facts = {record["fact_id"]: record for record in records(folder)}
    in_words, in_number = facts["whitley-bay-meeting-rule-1"], facts["programme-meeting-rule-1"]
    assert (in_words["value_words"], in_words["date_from"], in_words["detail"]) == ("monthly", "2017", "")
    assert (in_number["value_number"], in_number["value_unit"], in_number["date_from"]) == (51, "%", "2017-07")


@pytest.mark.parametrize(
    ("what", "amount", "detail", "kind"),
    [
        ("plan endorsed", "", "", "plan"),
        ("year 1 plan grant", "93891", "", "award"),
        ("first phase award", "20000", "", "award"),
        ("year 2 plan applied for (mostly put on hold)", "123000", "", "plan"),
        ("year 1 underspend", "56000", "", "unspent"),
        ("community chest", "20000", "awards up to about £500", "small grants"),
        ("summer fun day", "7500", "", "spend"),
        ("summer fun day", "7500", "agreed at 36th meeting", "plan"),
    ],
)
def test_plans_awards_spending_and_what_was_left_are_kept_apart(
    folder: Path, what: str, amount: str, detail: str, kind: str
):
    fill(folder, "plans_and_grants", ["Whitley Bay", what, amount, "2016", "", detail])
    assert only(folder).kind == kind


def test_one_row_with_two_figures_becomes_two_facts(folder: Path):
    fill(folder, "programme_stats", ["resident share of partnership members", "67% -> 72%", "2016 -> 2017"])
    assert fact(folder)[["value_number", "date_from"]].to_numpy().tolist() == [[67, "2016"], [72, "2017"]]


@pytest.mark.parametrize(
    ("measure", "value", "number", "words"),
    [
        ("partnership members, all 150 areas", "almost 2,000", 2000, "almost 2,000"),
        ("programme funding as later described", "£217m", 217_000_000, ""),
        ("area population, typical", "5,000 to 8,000", None, "5,000 to 8,000"),
    ],
)
def test_a_qualified_figure_keeps_its_words(folder: Path, measure: str, value: str, number: float | None, words: str):
    fill(folder, "programme_stats", [measure, value, "2016"])
    figure = only(folder)
    assert figure.value_words == words
    assert math.isnan(figure.value_number) if number is None else figure.value_number == number


def test_the_study_of_anxiety_is_an_outcome_finding_with_its_interval(folder: Path):
    value = "-0.8 percentage points (95% CI -2.4 to 0.7)"
    fill(folder, "programme_stats", ["effect on high anxiety (difference-in-differences)", value, "2023"])
    finding = only(folder)
    assert (finding.kind, finding.value_number, finding.value_words) == ("outcome finding", -0.8, value)


def test_years_across_two_calendar_years_are_a_period(folder: Path):
    fill(folder, "programme_stats", ["endowment grant", "£1", "2025-26"])
    assert (only(folder).date_from, only(folder).date_to) == ("2025", "2026")


def test_a_survey_of_one_area_belongs_to_it_and_a_missing_base_is_marked(folder: Path):
    survey = "Big Local Gateshead plan consultation"
    fill(folder, "survey_results", [survey, "2019", "there is a need for more social housing", "respondents", "73", ""])
    assert (only(folder).area_id, only(folder).base) == ("gateshead", "not stated")


def test_a_row_with_two_addresses_keeps_both(folder: Path):
    address = "https://example.org/a (copy: https://example.org/b)"
    fill(folder, "programme_stats", ["endowment grant", "£1", ""], address=address)
    assert (only(folder).source_url, only(folder).source_url_2) == ("https://example.org/a", "https://example.org/b")


@pytest.mark.parametrize(
    ("name", "row", "expected"),
    [
        (
            "meeting_rules",
            ["Whitely Bay", "quorum", "3"],
            "meeting_rules.csv, row 2: 'Whitely Bay' is not one of the areas",
        ),
        ("programme_stats", ["a new measure", "3", "2016"], "'a new measure' has no wording yet"),
        ("plans_and_grants", ["ALL", "plan grant", "1,20O", "", "", ""], "column amount_gbp: '1,20O' is not a number"),
        ("programme_stats", ["joined / left 2015-16", "577", "2016"], "holds fewer than 2 figures"),
    ],
)
def test_what_cannot_be_used_is_refused_with_file_row_and_value(folder: Path, name: str, row: list[str], expected: str):
    fill(folder, name, row)
    with pytest.raises(DataError, match=expected):
        fact(folder)


def test_a_figure_without_an_address_is_refused(folder: Path):
    fill(folder, "programme_stats", ["endowment grant", "£1", ""], address="told by telephone")
    with pytest.raises(DataError, match="holds no address"):
        fact(folder)


@pytest.mark.parametrize(("name", "key"), [("fact-by-hand", "fact_id")])
def test_the_hand_kept_files_are_sorted_by_key_without_repeats(name: str, key: str):
    frame = pd.read_csv(PUBLISHED / f"{name}.csv", dtype=str, keep_default_na=False)
    assert frame[key].tolist() == sorted(set(frame[key]))


def test_every_hand_kept_fact_has_the_address_of_its_page():
    frame = pd.read_csv(PUBLISHED / "fact-by-hand.csv", dtype=str, keep_default_na=False)
    assert all(address.startswith("http") for address in frame["source_url"])


def test_the_hand_kept_facts_have_the_columns_of_the_others():
    assert list(pd.read_csv(PUBLISHED / "fact-by-hand.csv").columns) == COLUMNS


def test_results_of_a_survey_of_councils_are_about_the_council_and_others_about_taking_part(folder: Path):
    statement = "there is a need for more social housing"
    councils = ["Local Trust / New Start survey, Nov 2015", "2015", statement, "local authorities", "40", ""]
    fill(folder, "survey_results", councils, ["Another survey", "2016", statement, "public", "50", ""])
    assert [row["theme"] for row in records(folder)] == ["council", "participation"]
    assert {row["kind"] for row in records(folder)} == {"survey result"}
