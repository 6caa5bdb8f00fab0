"""The Councils page without a browser: on the public record alone, on a few returns made by hand, and on Practice."""

import csv
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from dashboard.app_pages.councils.view import asked_of_people
from dashboard.model import db
from dashboard.model.catalogue import catalogue_of
from etl.building.build import build
from etl.programme import PROGRAMMES, read_programme
from tests.dashboard.visits import answer, links, page_text, ran_to_its_end, visited

FIXTURES = Path(__file__).parents[3] / "fixtures"
HOSTILE = "<b>They</b> met [x](http://e.example) $1$."
SENT = {
    "council_event": (
        "Area,Date,What kind,Role the council took,Which commitment,Due by,What happened,Source",
        "Alder Row,2016-03,commitment made,supported,Lease the hall,2017-01,The council agreed to lease the hall.,Minutes",
        "Alder Row,2016-11-02,commitment kept,supported,Lease the hall,,The hall was leased.,Minutes",
        f"Alder Row,2017-05,disagreement,opposed,,,{HOSTILE},Minutes",
        "Birch End,2016-04,commitment made,not recorded,Mend the path,2016-09,The council agreed to mend the path.,Log",
        "Birch End,2017-02,commitment made,advocated,Paint the fence,2021-01,The council agreed to paint the fence.,Log",
        "Birch End,2017-03,commitment made,none,,,The council agreed to something.,Log",
        "Kiln Lane,2018-06,asset,stepped back,,,The council lent the kiln.,Log",
        "Larch Way,2019-05-01,joint statement,connected,,,Both signed one page.,Log",
    ),
}
"""What four areas of the tiny programme told of their councils, by hand, so that tests can say what follows from it."""


@pytest.fixture(scope="module")
def told_build(all_indicators: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of builds that holds the tiny programme with these returns."""
    folder = Path(shutil.copytree(FIXTURES / "tiny", tmp_path_factory.mktemp("told") / "tiny"))
    (folder / "returns").mkdir()
    for table, lines in SENT.items():
        (folder / "returns" / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    builds = tmp_path_factory.mktemp("builds")
    build(read_programme(folder), lambda _words: None, builds, all_indicators)
    return builds


@pytest.fixture
def on_told(told_build: Path, read_from: Callable[[Path], None]) -> db.Build:
    """Return the build of the tiny programme with these returns, the only one the dashboard finds."""
    read_from(told_build)
    return db.current_build("tiny")


@pytest.fixture
def on_practice(practice_build: Path, read_from: Callable[[Path], None]) -> db.Build:
    """Return the build of Practice, the only one the dashboard finds."""
    read_from(practice_build)
    return db.current_build("practice")


def cells(test: Any) -> list[list[str]]:
    """Return the rows of all tables of a page as text."""
    frames = [one.value for one in [*test.table, *test.dataframe]]
    return [[str(cell).replace("\\", "") for cell in row] for frame in frames for row in frame.to_numpy().tolist()]


def row(test: Any, first: str) -> list[str]:
    """Return the first row of any table that begins with a word."""
    return next(one for one in cells(test) if one[0] == first)


def everything(test: Any) -> str:
    """Return all that a page tells: words, tables, pictures, links, menus and labels."""
    pictures = [f"{one.proto.spec} {one.proto.alt}" for one in test.get("plotly_chart")]
    addresses = [f"{one.proto.label} {one.proto.query_string}" for one in test.get("page_link")]
    menus = [str(one.options) for one in test.selectbox]
    alts = [one.proto.alt for one in [*test.table, *test.dataframe]]
    return "\n".join([page_text(test), str(cells(test)), *pictures, *addresses, *menus, *alts])


def returned(table: str) -> list[dict[str, str]]:
    """Return the rows of one of the files of returns that Practice is made of."""
    with (PROGRAMMES / "practice" / "returns" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# On the public record alone


@pytest.mark.usefixtures("on_big_local")
def test_without_returns_the_page_says_so_and_tells_what_is_on_the_record():
    test = visited("councils")
    assert ran_to_its_end(test)
    assert answer(test) == (
        "150 areas lie in 140 councils. How they got on cannot be said yet: it needs returns, and none are loaded. On the "
        "public record gathered here: 5 accounts of what a council and an area did."
    )
    said = page_text(test)
    for title in ("What happened with the council", "Survey answers", "Meetings", "Funding sought, offered and won"):
        assert f"needs the return “{title}”" in said
    assert "Load yours" in links(test)
    assert row(test, "Think more input from residents would improve their community")[1:] == ["97%", "81%"]
    assert "not a survey of the councils of Big Local areas alone" in said
    listed = page_text(visited("councils", section="list"))
    assert "157 councils of today" in listed and "17 former councils." in listed
    assert not test.button_group, "there is nothing to choose between"


@pytest.mark.usefixtures("on_big_local")
def test_every_council_is_listed_by_name_with_what_followed_it():
    test = visited("councils", section="list")
    names = test.table[-1].value["Council"].tolist()
    assert len(names) == 174
    assert names == sorted(names)
    assert row(test, "Cumbria County Council")[2] == (
        "County, until 31 March 2023; followed by Cumberland Council and Westmorland and Furness Council"
    )
    assert "All councils of the programme" not in links(test)


@pytest.mark.usefixtures("on_big_local")
def test_the_filters_leave_the_councils_of_the_areas_shown():
    areas = catalogue_of(db.current_build("big_local")).areas
    listed = visited("councils", section="list", region="London").table[-1].value
    named = {name.replace("\\", "") for one in listed["Areas"] for name in one.split("; ")}
    assert named == set(areas.loc[areas["region_name"] == "London", "area_name"])
    assert not listed["Council"].str.contains("Dorset").any()


@pytest.mark.usefixtures("on_big_local")
@pytest.mark.parametrize("address", [{"area": "whitley-bay"}, {"council": "E06000059"}])
def test_of_one_area_or_council_the_list_of_all_councils_is_one_step_away(address: dict[str, str]):
    test = visited("councils", **address)
    assert "Which councils are these?" not in page_text(test)
    assert "Cumbria County Council" not in [one[0] for one in cells(test)]
    assert not {"area", "council"} & links(test)["All councils of the programme"].keys()


@pytest.mark.usefixtures("on_big_local")
def test_a_council_is_told_with_its_dates_its_areas_and_no_other_councils_figures():
    test = visited("councils", council="E06000059")
    assert ran_to_its_end(test)
    assert test.title[0].value == "How was the relationship with Dorset Council?"
    assert (
        "Dorset Council. A unitary council: one council for all local services. It has existed since 1 April 2019. Before "
        "it: Dorset County Council and Weymouth and Portland Borough Council"
    ) in page_text(test).replace("**", "")
    assert links(test)["Littlemoor"]["area"] == ["littlemoor"]


@pytest.mark.usefixtures("on_big_local")
def test_the_councils_of_an_area_stand_on_its_page_with_the_accounts_of_it():
    test = visited("councils", area="arches-local")
    assert ran_to_its_end(test)
    assert "2 accounts of what a council and an area did." in answer(test)
    assert "Medway Council." in page_text(test).replace("**", "")
    assert "Ridge Hill" not in page_text(test)  # the account of another area


def test_without_returns_the_practice_programme_is_one_step_away(
    practice_build: Path, big_local_build: Path, tmp_path: Path, read_from: Callable[[Path], None]
):
    for folder, name in ((practice_build, "practice"), (big_local_build, "big_local")):
        shutil.copytree(folder / name, tmp_path / name)
    read_from(tmp_path)
    assert links(visited("councils"))["See it with practice data"]["programme"] == ["practice"]


# On a few returns


@pytest.mark.usefixtures("on_told")
def test_a_few_returns_are_told_as_few():
    test = visited("councils")
    assert ran_to_its_end(test)
    assert answer(test) == (
        "4 of 12 areas wrote down 8 things that happened between them and their councils. Of 2 commitments that were due, 1 was "
        "kept and 1 had no answer."
    )
    assert (
        "Councils are said to have made 4 commitments: 1 kept, 1 whose date passed without an answer, 1 still open and 1 "
        "without a name, so nobody can follow it."
    ) in page_text(test)
    assert row(test, "Commitments made") == ["Commitments made", "4", "2"]
    assert row(test, "Disagreements") == ["Disagreements", "1", "1"]
    assert row(test, "Service agreements") == ["Service agreements", "0", "0"]
    assert "needs the return “Survey answers”" in page_text(test)
    assert "needs the return “What happened with the council”" not in page_text(test)


@pytest.mark.usefixtures("on_told")
def test_the_filters_leave_the_areas_that_they_name():
    test = visited("councils", region="Southmere")
    assert answer(test).startswith("2 of 3 areas shown wrote down 2 things that happened between them")
    assert answer(visited("councils", region="Midvale")) == "These areas have reported nothing about their councils."


@pytest.mark.usefixtures("on_told")
def test_a_council_that_ended_keeps_what_happened_in_its_time_and_its_successor_what_came_later():
    before, after = visited("councils", council="E07999009"), visited("councils", council="E06999002")
    assert answer(before).startswith("Old Southmere District Council: 1 of 3 areas wrote down 1 thing that ")
    assert "The council lent the kiln." in everything(before)
    assert "Both signed one page." not in everything(before)
    assert "Both signed one page." in everything(after)
    assert "The council lent the kiln." not in everything(after)


@pytest.mark.usefixtures("on_told")
def test_an_area_that_reported_nothing_is_told_so_and_a_county_that_no_one_named():
    assert answer(visited("councils", area="gorse-lea")) == "Gorse Lea has reported nothing about its council."
    county = visited("councils", council="E10999001")
    assert answer(county) == "Midvaleshire County Council: its areas have reported nothing about it."
    assert "3 areas told" not in page_text(county)


@pytest.mark.usefixtures("on_told")
def test_the_events_of_an_area_stand_in_order_of_time_and_their_words_are_shown_just_as_they_are():
    test = visited("councils", area="alder-row")
    assert ran_to_its_end(test)
    listed = [one for one in cells(test) if one[0] in ("March 2016", "2 November 2016", "May 2017")]
    assert [one[0] for one in listed] == ["March 2016", "2 November 2016", "May 2017"]
    assert listed[0][1:] == [
        "Commitment made. The council agreed to lease the hall. Due by January 2017. It was kept.",
        "supported",
    ]
    assert listed[2][1] == f"Disagreement. {HOSTILE}"
    assert "<b>" not in str([one.proto.spec for one in test.get("plotly_chart")])


# On Practice


def followed(rows: Iterable[dict[str, str]]) -> Counter[str]:
    """Return what became of commitments, by name and last answer: kept, not kept, passed or open."""
    listed = list(rows)
    latest = max(one["Date"] for one in listed)
    made: dict[tuple[str, str], str] = {}
    ends: dict[tuple[str, str], tuple[str, str]] = {}
    for one in listed:
        key = (one["Area"], one["Which commitment"])
        if one["What kind"] == "commitment made":
            made[key] = max(made.get(key, ""), one["Due by"])
        elif one["What kind"].startswith("commitment"):
            ends[key] = max(ends.get(key, ("", "")), (one["Date"], one["What kind"]))
    return Counter(
        ends[key][1].removeprefix("commitment ")
        if key in ends
        else "passed"
        if due and due < latest[: len(due)]
        else "open"
        for key, due in made.items()
        if key[1]
    )


@pytest.mark.usefixtures("on_practice")
def test_the_answer_on_practice_is_what_the_files_of_returns_hold():
    rows = returned("council_event")
    ends = followed(rows)
    due = ends["kept"] + ends["not kept"] + ends["passed"]
    areas, answered = len({one["Area"] for one in rows}), ends["kept"] + ends["not kept"]
    assert answer(visited("councils")) == (
        f"{areas} of 150 areas wrote down {len(rows)} things that happened between them and their councils. "
        f"Of {due} commitments that were due, {ends['kept']} were kept, {ends['not kept']} were not kept and {ends['passed']} "
        f"had no answer: 50% kept (between 44% and 56%), or 68% of the {answered} answered."
    )


@pytest.mark.usefixtures("on_practice")
@pytest.mark.parametrize("topic", ["", "Council relationship", "Meetings"])
def test_whether_it_is_better_or_worse_since_the_first_round_stands_under_the_answer(topic: str):
    # members of the 94 areas that answered on it both times: 37% of 349 in 2016, 47% of 341 in 2024
    said = page_text(visited("councils", topic=topic))
    assert (
        "**Better or worse since the first round?** From the first round (2016 or 2018) to 2024: better on 1 of 14 questions "
        "(members on “Residents are involved early”), "
        "worse on none and no clear change on 13. Up to 450 members and 90 council people answered in 2024, in the areas that "
        "answered each time."
    ) in said


@pytest.mark.usefixtures("on_practice")
def test_the_answer_of_an_area_whose_own_answers_are_hidden_says_so_and_tells_the_change_of_all_areas():
    test = visited("councils", area="kezobble")
    assert answer(test).endswith("Of 3 commitments that were due, 1 was kept and 2 had no answer.")
    said = page_text(test)
    assert (
        "**Better or worse since the first round?** The answers of Kezobble are hidden to protect people, "
        "as it takes at least 10 to show them: all areas together are shown. From the first round (2016 or 2018) to 2024: better "
        "on 1 of 14 questions"
    ) in said
    region = page_text(visited("councils", region="North East"))
    assert "In all areas together, from the first round (2016 or 2018) to 2024" in region


@pytest.mark.usefixtures("on_practice")
def test_answers_that_fit_no_commitment_are_marked_wherever_they_are_counted():
    rows = returned("council_event")
    made = {(one["Area"], one["Which commitment"]) for one in rows if one["What kind"] == "commitment made"}
    number = Counter(
        one["What kind"]
        for one in rows
        if one["What kind"] in ("commitment kept", "commitment not kept")
        and (one["Area"], one["Which commitment"]) not in made
    )
    kept, not_kept = number["commitment kept"], number["commitment not kept"]
    test = visited("councils")
    assert f"Not counted: {kept + not_kept} answers to commitments that were never told as made." in page_text(test)
    for called, some in (("Commitments kept", kept), ("Commitments not kept", not_kept)):
        assert row(test, f"{called} ({some} not counted)")
    area = visited("councils", area="kezobble")
    assert "Commitments kept: 2 (1 not counted)" in area.get("plotly_chart")[0].proto.spec
    assert "Not counted: the commitment was never told as made." in str(cells(area))


@pytest.mark.usefixtures("on_practice")
def test_a_higher_share_is_better_in_every_question_to_the_two_sides():
    told_of = catalogue_of(db.current_build("practice"))
    assert {told_of.measure_row(name)["direction"] for name in asked_of_people(told_of)} == {"higher better"}


@pytest.mark.usefixtures("on_practice")
def test_the_kinds_and_the_parts_add_up_to_what_was_told():
    test, rows = visited("councils"), returned("council_event")
    kinds = Counter(one["What kind"] for one in rows)
    assert row(test, "Disagreements")[1] == str(kinds["disagreement"])
    assert row(test, "Staff given")[1] == str(kinds["staff"])
    roles = Counter(one["Role the council took"] for one in rows)
    assert row(test, "Not recorded: the return does not say") == [
        "Not recorded: the return does not say",
        str(roles["not recorded"]),
    ]
    assert f"For {roles['not recorded']} of {len(rows)} things told" in page_text(test)


def positive(survey: str, question: str, round_: str) -> tuple[int, int]:
    """Return how many said always or mostly in one round, of those who gave an answer that counts."""
    given = [
        one["Answer"]
        for one in returned("survey_answer")
        if (one["Survey"], one["Question"], one["Round"]) == (survey, question, round_)
        and one["Answer"] not in ("", "do not know")
    ]
    return sum(one in ("always", "mostly") for one in given), len(given)


@pytest.mark.usefixtures("on_practice")
def test_both_sides_are_what_people_answered():
    test = visited("councils", topic="Council relationship")
    assert ran_to_its_end(test)
    members, council = positive("partnership", "respect", "2024"), positive("council", "respect", "2024")
    listed = row(test, "Respect from the start")
    assert listed[1].startswith(f"{100 * members[0] / members[1]:.0f}% of {members[1]} people, between ")
    assert listed[2].startswith(f"{100 * council[0] / council[1]:.0f}% of {council[1]} people, between ")
    assert listed[3].startswith("council people say so more, by 22 percentage points (between 14 and 29)")
    assert "7 gaps are judged here" in page_text(test)
    assert "Of 5 principles that both sides were asked about in 2024" in page_text(test)
    assert "Differences are worked out before rounding." in page_text(test)
    changed = test.table[1].value.set_index("What was asked").map(lambda cell: cell.replace("\\", ""))
    assert changed.loc["Residents are involved early", "Members"] == (
        "better since 2016, 11 percentage points higher (between 3 and 18); 341 people"
    )
    assert changed.loc["Respect from the start", "Members"] == "no clear change since 2018; 399 people"


@pytest.mark.usefixtures("on_practice")
def test_a_round_is_chosen_with_a_measure_that_was_asked_in_it_and_what_was_not_asked_is_told_so():
    test = visited("councils", topic="Council relationship")
    test.selectbox(key="choose-round").set_value("2016").run()
    assert ran_to_its_end(test)
    assert test.query_params["period"] in ("2016", ["2016"])
    assert not test.warning
    assert row(test, "Respect from the start")[1:] == ["not asked", "not asked", "cannot be compared"]
    assert "Not asked: no answer to it came from anywhere in that round." in page_text(test)
    (figure,) = [one.proto for one in test.get("plotly_chart")]
    assert "Council people: not asked" in figure.spec


@pytest.mark.usefixtures("on_practice")
def test_what_people_of_one_area_or_council_answered_is_not_shown_and_it_is_said_why():
    area = visited("councils", area="drubessel", topic="Council relationship")
    assert (
        "The answers of Drubessel are hidden to protect people, as it takes at least 10 to show them: all areas together are "
        "shown." in page_text(area)
    )
    without = visited("councils", area="drubarrix", topic="Council relationship")
    assert "The answers of Drubarrix are not here: all areas together are shown." in page_text(without)
    council = visited("councils", council="E99000140", topic="Council relationship")
    assert "Answers are not added up for one council" in page_text(council)
    region = visited("councils", region="North East", wave="1", topic="Council relationship")
    assert "so all areas in North East are shown here." in page_text(region)


@pytest.mark.usefixtures("on_practice")
def test_a_side_that_is_hidden_in_a_region_is_told_so_in_words_table_and_picture_and_has_no_gap():
    address = {"topic": "Council relationship", "measure": "roles_council", "period": "2018"}
    test = visited("councils", region="North East", **address)
    assert ran_to_its_end(test)
    listed = row(test, "Each side knows its role")
    assert listed[2:] == ["hidden to protect people [c]", "cannot be compared"]
    assert "[c] hidden to protect people" in page_text(test)
    (figure,) = [one.proto for one in test.get("plotly_chart")]
    assert "Council people: hidden to protect people [c]" in figure.spec


@pytest.mark.usefixtures("on_practice")
def test_every_picture_and_table_says_that_it_is_invented():
    for topic in ("", "Council relationship", "Meetings"):
        test = visited("councils", topic=topic)
        alts = [one.proto.alt for one in [*test.get("plotly_chart"), *test.table, *test.dataframe]]
        assert alts and all(alt.startswith("Practice: ") for alt in alts)


@pytest.mark.usefixtures("on_practice")
def test_meetings_and_support_are_told_without_praise():
    test = visited("councils", topic="Meetings")
    assert ran_to_its_end(test)
    present = [
        one
        for one in returned("meeting")
        if one["Councillors present who are not members"] or one["Council officers present"]
    ]
    counted = f"{len(present):,} meetings that recorded who came"
    assert counted in page_text(test)
    assert "More is not better" in page_text(test)
    liaison = [one for one in returned("meeting") if one["Kind of meeting"] == "council liaison"]
    assert f"{len(liaison):,} liaison meetings with the council are known." in page_text(test)


@pytest.mark.parametrize("topic", ["", "Council relationship", "Meetings"])
@pytest.mark.parametrize("council", ["", "E99000140", "E99000141", "E99000001"])
def test_where_only_the_own_area_is_named_no_other_is_told_anywhere(topic: str, council: str, on_practice: db.Build):
    test = visited("councils", area="drubarrix", others="unlabelled", topic=topic, council=council)
    assert ran_to_its_end(test)
    others = catalogue_of(on_practice).areas.drop("drubarrix")
    shown = everything(test)
    assert [name for name in [*others["area_name"], *others.index] if name in shown] == []
    assert "Drubarrix" in shown


@pytest.mark.usefixtures("on_big_local")
def test_where_only_the_own_area_is_named_the_accounts_and_councils_of_others_stay_out():
    test = visited("councils", area="arches-local", others="unlabelled")
    assert ran_to_its_end(test)
    assert "All councils of the programme" not in links(test)
    assert "Medway Council" in everything(test)
    assert "Ridge Hill" not in everything(test)
    assert "Wirral" not in everything(test)


@pytest.mark.usefixtures("on_practice")
def test_links_to_other_pages_keep_the_choice_and_leave_out_which_part_of_this_page_is_shown():
    test = visited("councils", council="E99000140", topic="Meetings")
    kept = links(test)["Trends"]
    assert kept["council"] == ["E99000140"]
    assert "topic" not in kept


def test_filters_that_no_area_fits_are_told_so(on_told: db.Build):
    areas = catalogue_of(on_told).areas
    held = set(zip(areas["region_name"], areas["deprivation_group"], strict=True))
    region, deprivation = next(
        (one, other)
        for one in sorted(set(areas["region_name"]))
        for other in sorted(set(areas["deprivation_group"]))
        if (one, other) not in held
    )
    test = visited("councils", region=region, deprivation=deprivation)
    assert ran_to_its_end(test)
    assert answer(test) == "No area fits all of these filters."
