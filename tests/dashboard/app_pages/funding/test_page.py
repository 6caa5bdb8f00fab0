"""The Funding page without a browser: on the public record alone, on a few returns made by hand, and on Practice."""

import csv
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.model import db
from etl.programme import PROGRAMMES
from tests.dashboard.visits import all_text, answer, links, page_text, published_facts, ran_to_its_end, tables, visited

HOSTILE = "<script>alert(1)</script> [x](http://e.example) $1$"
RETURNS = {
    "funding": (
        "Area,Project,From whom,Route,Linked to the programme,Decided on,Outcome,Kind,Asked for (£),Awarded (£),Hours,"
        "Council's support",
        "Alder Row,Pocket park,Parks Fund,bid,yes,2016-06-01,won,cash,,15000,,letter",
        "Alder Row,Hall roof,Roof Trust,bid,yes,2016-09,lost,cash,9000,,,none",
        "Alder Row,Shed,A firm,donation,yes,2016-11-02,agreed,in kind,,800,,",
        "Alder Row,Advice,The council,negotiated,yes,2016-12,agreed,time,,,40,officer time; land",
        "Alder Row,Garden,Parks Fund,bid,no,2016-07,won,cash,,5000,,",
        "Alder Row,Boat,Boat Bank,loan,yes,2016-08,won,cash,,20000,,",
        "Birch End,Swings,Heron Trust,bid,yes,,won,cash,,1000,,not recorded",
        "Birch End,Slide,Heron Trust,bid,yes,,pending,cash,500,,,",
        f"Birch End,{HOSTILE},{HOSTILE},bid,,,withdrawn,cash,,,,",
        "Kiln Lane,Kiln,Kiln Fund,bid,yes,2016-05,lost,cash,700,,,",
    ),
    "return_status": (
        "Area,Return,Period from,Period to,State,Expected by",
        "Alder Row,funding,2016-04-01,2017-03-31,complete,",
        "Alder Row,spending,2016-04-01,2017-03-31,complete,",
        "Kiln Lane,funding,2016-04-01,2017-03-31,complete,",
        "Larch Way,funding,2016-04-01,2017-03-31,nothing to report,",
    ),
    "spending": (
        "Area,Period from,Period to,Budget heading,Spent (£),State",
        "Alder Row,2016-04-01,2016-09-30,Youth work,10000,paid",
        "Alder Row,2016-10-01,2017-03-31,Youth work,20000,paid",
    ),
    "deflator": ("Financial year,GDP deflator,Release", "2016-17,50,Made by hand", "2017-18,100,Made by hand"),
}
"""Returns on funding of areas of the tiny programme, written by hand, so that tests can state the results."""
LOOKS = ("route", "year", "source", "pound", "support", "record")


@pytest.fixture(scope="module")
def funded_build(build_with_returns: Callable[[Mapping[str, Sequence[str]]], Path]) -> Path:
    """Return a folder of builds that holds the tiny programme with these returns."""
    return build_with_returns(RETURNS)


@pytest.fixture
def on_funded(funded_build: Path, read_from: Callable[[Path], None]) -> None:
    """Let the dashboard read that build alone."""
    read_from(funded_build)


def with_look(look: str, **address: str) -> AppTest:
    """Return the Funding page with a closer look chosen."""
    test = visited("funding", **address)
    return test.button_group(key="choose-section").set_value(look).run()


@pytest.mark.usefixtures("on_funded")
def test_the_answer_counts_what_was_won_as_worked_by_hand():
    # Linked and won or agreed: park, shed, advice and boat in Alder Row, swings in Birch End. The boat is a loan, which is
    # no win, so cash is 15,000 and 1,000. Of complete lists: park won, roof and kiln lost. Wilson for 1 of 3: 6.1% to 79.2%.
    test = visited("funding")
    assert ran_to_its_end(test)
    assert answer(test) == (
        "Areas report 4 successful bids and offers, worth £16,000 in cash, £800 in kind and 40 hours of help (plus £20,000 in "
        "loans, investment and contracts). 5 bids: 2 won, 2 lost and 1 pending. Bid success rate: 33% (1 of 3 bids; 95% "
        "confidence interval 6% to 79%), in years with complete funding returns. Other years may leave out lost bids."
    )
    shown = page_text(test)
    # Kiln Lane's and Larch Way's lists are complete and name no win, so they have reported too
    assert "4 of 12 areas reported funding." in shown
    # the swings were won without a date; all bids that were lost have a date in a complete year
    assert "1 won bid is left out: no date, or a year without complete funding returns." in shown
    assert "Not counted as won: 1 loan or investment (£20,000)." in shown


@pytest.mark.usefixtures("on_funded")
def test_the_number_of_wins_is_the_same_wherever_it_stands():
    # park, shed, advice and swings: in the answer, in the chart of routes, by funder, by council support, and in the list
    assert "4 of 7 bids and offers were won or agreed" in page_text(visited("funding"))
    funders = tables(with_look("source"))[0]
    assert funders["Won or agreed"].astype(int).sum() == 4
    support = tables(with_look("support"))[0]
    whether = support[~support["Council support"].str.startswith("with ")]
    assert whether["Won or agreed"].astype(int).sum() == 4
    records = tables(with_look("record"))[0]
    assert sorted(records["Counted as"]) == [
        "cash won", "cash won", "help in kind", "hours of help", "loan or investment, not counted"
    ]  # fmt: skip
    # the swings have no date
    assert "3 of 4 awards" in page_text(with_look("year"))


@pytest.mark.usefixtures("on_funded")
def test_the_routes_are_listed_with_their_outcomes():
    table = tables(visited("funding"))[0]
    assert [list(row) for row in table.to_numpy().tolist()] == [
        ["Bid", "5", "2", "2", "1", "0"],
        ["Donation", "1", "1", "0", "0", "0"],
        ["Negotiated", "1", "1", "0", "0", "0"],
        ["All counted routes", "7", "4", "2", "1", "0"],
        ["Loan, not counted as won", "1", "1", "0", "0", "0"],
    ]


@pytest.mark.usefixtures("on_funded")
def test_the_page_of_an_area_is_about_it_with_all_areas_beside_it():
    test = visited("funding", area="birch-end")
    assert test.title[0].value.endswith("funding won")
    text = page_text(test)
    assert (
        "Birch End reports 1 successful bid or offer, worth £1,000 in cash (help in kind and hours of help not reported). 2 "
        "bids: 1 won, 0 lost and 1 pending. There is no bid success rate: no bid was decided in a year with complete funding "
        "returns. All areas: 4 successful bids and offers. Bid success rate: 33% (1 of 3 bids;"
    ) in text


@pytest.mark.usefixtures("on_funded")
def test_cash_for_each_pound_is_that_of_years_with_both_lists_complete():
    text = page_text(with_look("pound"))
    assert "For every £1 spent, areas brought in 50p of cash funding" in text  # 15,000 won and 30,000 spent in 2016-17


@pytest.mark.usefixtures("on_funded")
def test_how_much_comes_from_few_awards_is_beside_cash_won_in_each_closer_look():
    # 15,000 of 16,000 in two awards
    assert "Of the cash won, the largest award is 94%." in page_text(with_look("support"))


@pytest.mark.usefixtures("on_funded")
def test_cash_for_each_pound_lists_the_chosen_area_first_and_all_others_by_name():
    # Kiln Lane and Larch Way have complete lists of funding alone; an area without a figure has a row too
    names = tables(with_look("pound"))[0]["Area"].tolist()
    assert len(names) == 12 and names == sorted(names)
    chosen = tables(with_look("pound", area="kiln-lane"))[0]["Area"].tolist()
    assert chosen == ["Kiln Lane", *(name for name in names if name != "Kiln Lane")]


@pytest.mark.usefixtures("on_funded")
def test_the_sums_of_complete_years_are_named_so():
    table = tables(with_look("pound"))[0]
    assert list(table.columns)[2:4] == ["Cash won in complete years (£)", "Spent in complete years (£)"]
    # Kiln Lane sent no spending: no cash for each £1, and the code that says why
    row = table.set_index("Area").loc["Kiln Lane"]
    assert (row["Cash per £1 (pence)"], row["Note"]) == ("", "[x]")


@pytest.mark.usefixtures("on_practice")
def test_cash_won_outside_complete_years_is_not_shown_as_0p_alone():
    text = page_text(with_look("pound", area="kezobble"))
    assert (
        "Kezobble: no cash per £1 spent, as none of the £5,500 in cash was won in a financial year with complete"
        in text
    )
    assert "0p of cash" not in text


@pytest.mark.usefixtures("on_practice")
def test_wins_alone_are_listed_without_an_area_and_every_record_with_one():
    for area, called in (("", "All awards"), ("kezobble", "All records")):
        test = visited("funding", **({"area": area} if area else {}))
        assert test.button_group(key="choose-section").options[-1] == called


@pytest.mark.usefixtures("on_practice")
def test_the_middle_half_of_the_areas_is_that_of_the_figures_of_the_map():
    figures = db.query(db.current_build("practice"), "map_figures", measure_id="cash_won_gbp", period="all years")
    values = sorted(figures["value"].dropna())
    half = len(values) // 2
    low, high = median(values[:half]), median(values[-half:])
    assert f"Interquartile range £{low:,.0f} to £{high:,.0f}. Range £0 to £{values[-1]:,.0f}." in page_text(
        visited("funding")
    )


@pytest.mark.usefixtures("on_practice")
def test_bids_that_the_share_leaves_out_stand_beside_it():
    assert "2 lost bids are left out" in page_text(visited("funding", area="drubatook"))


@pytest.mark.usefixtures("on_funded")
def test_an_area_that_reported_nothing_says_so_and_has_no_zero():
    test = visited("funding", area="hazel-court")
    assert ran_to_its_end(test)
    text = page_text(test)
    assert "Hazel Court: no funding return has been loaded." in text
    assert "We have no funding returns from Hazel Court, so we do not know what was sought." in text
    assert any(">no data reported<" in str(element.proto.body) for element in test.get("html"))
    assert "0 awards" not in text


@pytest.mark.usefixtures("on_funded")
def test_an_area_with_nothing_to_report_won_nothing():
    assert "In Larch Way, no funding was won: the returns are complete and list none." in page_text(
        visited("funding", area="larch-way")
    )


@pytest.mark.usefixtures("on_funded")
def test_cash_by_year_is_of_the_day_or_in_the_prices_of_the_latest_year_and_names_the_release():
    test = with_look("year")
    assert "most cash was won in 2016, £15,000" in page_text(test)
    assert "In these years: £15,000 of £16,000 and 3 of 4 awards." in page_text(test)
    test = with_look("year", prices="real")
    text = page_text(test)
    assert "most cash was won in 2016-17, £30,000" in text  # the index is half that of 2017-18
    assert "in the prices of 2017-18" in text
    assert "release: Made by hand" in text


@pytest.mark.usefixtures("on_practice")
def test_the_answer_on_practice_is_what_its_file_holds():
    path = PROGRAMMES / "practice" / "returns" / "funding.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Linked to the programme"] == "yes"]
    # loans and investment are paid back, and contracts pay for work: none of them is a win
    wins = [
        row
        for row in rows
        if row["Outcome"] in ("won", "agreed") and row["Route"] not in ("loan", "investment", "contract")
    ]
    cash = sum(float(row["Awarded (£)"] or 0) for row in wins if row["Kind"] == "cash")
    kind = sum(float(row["Awarded (£)"] or 0) for row in wins if row["Kind"] == "in kind")
    hours = sum(float(row["Hours"] or 0) for row in wins)
    text = answer(visited("funding"))
    assert text.startswith(
        f"Areas report {len(wins)} successful bids and offers, worth £{cash / 1e6:.1f}m in cash, £{kind / 1e6:.1f}m in kind and "
        f"{hours:,.0f} hours of help "
    )


@pytest.mark.usefixtures("on_practice")
@pytest.mark.parametrize("look", LOOKS)
def test_each_closer_look_of_practice_runs_for_all_areas_and_for_one(look: str):
    for area in ("", "drubatook"):
        test = with_look(look, **({"area": area} if area else {}))
        assert ran_to_its_end(test), (look, area)


@pytest.mark.usefixtures("on_practice")
def test_filters_leave_the_sums_of_the_areas_shown():
    test = visited("funding", wave="2")
    assert ran_to_its_end(test)
    assert answer(test).startswith("50 areas (wave 2) report ")
    narrow = visited("funding", wave="2", region="London", deprivation="Most deprived tenth")
    assert ran_to_its_end(narrow)


@pytest.mark.usefixtures("on_practice")
@pytest.mark.parametrize("look", LOOKS)
def test_where_only_the_own_area_may_be_named_no_other_is_named(look: str):
    build = db.current_build("practice")
    areas = db.query(build, "areas")
    others = set(areas["area_name"]) - {"Drubatook"}
    other_ids = set(areas["area_id"]) - {"drubatook"}
    shown = all_text(with_look(look, area="drubatook", others="unlabelled"))
    assert "Drubatook" in shown
    assert [name for name in others if name in shown] == []
    assert [area_id for area_id in other_ids if area_id in shown.lower()] == []


@pytest.mark.usefixtures("on_big_local")
def test_without_returns_the_page_shows_the_public_record_and_what_it_needs():
    test = visited("funding")
    assert ran_to_its_end(test)
    facts = published_facts("funding")
    kinds = Counter(fact["kind"] for fact in facts)
    assert answer(test) == (
        f"{len(facts)} facts about funding and help from outside are on public record for "
        f"{len({fact['area_id'] for fact in facts})} of 150 areas: {kinds['in kind']} records of help in kind, "
        f"{kinds['grant won']} grants won, {kinds['match']} records of match funding, "
        f"{kinds['project total']} totals for whole projects and "
        f"{len(facts) - sum(number for _, number in kinds.most_common(4))} others. "
        "We do not know how many bids were made or lost, or how much was won in total."
    )
    text = page_text(test)
    assert text.count("No funding returns are loaded.") == 1
    assert "necessarily won by the area" in text
    assert "2018 (part)" in all_text(test)
    assert "Load returns" not in links(test)
    table = tables(test)[0]
    assert len(table) == len(facts)
    assert sorted(table["What"]) == sorted(fact["what"] for fact in facts)


@pytest.mark.usefixtures("on_big_local")
def test_without_returns_an_area_without_facts_is_not_shown_as_having_none():
    text = page_text(visited("funding", area="littlemoor"))
    assert "No fact about funding and help from outside is on public record for Littlemoor." in text
    assert "There may be some that were not found: this record is not complete." in text


@pytest.mark.usefixtures("on_big_local")
def test_without_returns_a_real_area_alone_is_named():
    areas = db.query(db.current_build("big_local"), "areas")
    shown = all_text(visited("funding", area="whitley-bay", others="unlabelled"))
    assert "Whitley Bay" in shown
    rest = shown.replace("Whitley Bay", "")  # another area is called Whitley
    assert [name for name in areas["area_name"] if name in rest and name != "Whitley Bay"] == []


def test_practice_is_offered_where_there_are_no_returns(
    practice_build: Path, big_local_build: Path, tmp_path: Path, read_from: Callable[[Path], None]
):
    (tmp_path / "practice").symlink_to(practice_build / "practice")
    (tmp_path / "big_local").symlink_to(big_local_build / "big_local")
    read_from(tmp_path)
    shown = links(visited("funding", programme="big_local"))
    assert shown["See it with practice data"]["programme"] == ["practice"]


@pytest.mark.usefixtures("on_returned")
def test_returns_of_other_kinds_do_not_stand_for_returns_on_funding():
    test = visited("funding")
    assert ran_to_its_end(test)
    assert "No funding returns are loaded." in page_text(test)
    assert answer(test) == (
        "1 fact about funding and help from outside is on public record for 1 of 12 areas: 1 grant won. "
        "We do not know how many bids were made or lost, or how much was won in total."
    )


@pytest.mark.usefixtures("on_tiny")
def test_filters_that_leave_no_area_are_reported_and_nothing_else():
    test = visited("funding", region="Southmere", deprivation="Most deprived tenth")
    assert ran_to_its_end(test)
    assert answer(test) == "No area fits all of these filters."


@pytest.mark.usefixtures("on_funded")
def test_hostile_text_of_a_return_is_shown_just_as_it_is():
    test = with_look("record", area="birch-end")
    assert ran_to_its_end(test)
    assert any(HOSTILE in table.to_csv() for table in tables(test))
    assert not any("<script>" in str(element.proto.body) for element in test.get("html"))
    whole = "\n".join(str(element.value) for element in [*test.markdown, *test.caption])
    assert "<script>" not in whole


@pytest.mark.usefixtures("on_tiny")
def test_the_page_of_tiny_without_returns_shows_its_grants_around():
    # other funders in 2016: 0.35 and 0.5 of the ministry; in 2017: 2 and 1 above the cap; the Lottery: 1
    text = page_text(visited("funding"))
    assert "about 4 grants of other funders and 1 of the Lottery" in text


@pytest.mark.parametrize("look", LOOKS)
def test_each_closer_look_runs_on_few_returns_and_where_nothing_came(
    look: str, funded_build: Path, read_from: Callable[[Path], None]
):
    read_from(funded_build)
    for area in ("", "alder-row", "kiln-lane", "hazel-court"):
        test = with_look(look, **({"area": area} if area else {}))
        assert ran_to_its_end(test), area
