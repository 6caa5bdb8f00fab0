"""The Councils page on Practice without a browser: its figures are those of the files of returns."""

import csv
import json
from collections import Counter
from collections.abc import Iterable

import pytest

from dashboard.app_pages.councils.view import survey_measures
from dashboard.model import db
from dashboard.model.catalogue import catalogue_of
from etl.programme import PROGRAMMES
from tests.dashboard.visits import (
    all_text,
    answer,
    cells,
    links,
    page_text,
    ran_to_its_end,
    read_tables,
    table_row,
    tables,
    visited,
)


def returned_rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a file of returns of Practice."""
    with (PROGRAMMES / "practice" / "returns" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def commitment_outcomes(rows: Iterable[dict[str, str]]) -> Counter[str]:
    """Return the number of commitments of each outcome, by name and last answer: kept, not kept, passed or open."""
    events = list(rows)
    latest: dict[str, str] = {}
    for row in events:
        latest[row["Area"]] = max(latest.get(row["Area"], ""), row["Date"])
    due_by: dict[tuple[str, str], str] = {}
    answers: dict[tuple[str, str], tuple[str, str]] = {}
    for row in events:
        key = (row["Area"], row["Which commitment"])
        if row["What kind"] == "commitment made":
            due_by[key] = max(due_by.get(key, ""), row["Due by"])
        elif row["What kind"].startswith("commitment"):
            answers[key] = max(answers.get(key, ("", "")), (row["Date"], row["What kind"]))
    return Counter(
        answers[key][1].removeprefix("commitment ")
        if key in answers
        else "passed"
        if due and due < latest[key[0]][: len(due)]
        else "open"
        for key, due in due_by.items()
        if key[1]
    )


@pytest.mark.usefixtures("on_practice")
def test_the_answer_on_practice_is_what_the_files_of_returns_hold():
    rows = returned_rows("council_event")
    outcomes = commitment_outcomes(rows)
    due = outcomes["kept"] + outcomes["not kept"] + outcomes["passed"]
    areas, answered = len({row["Area"] for row in rows}), outcomes["kept"] + outcomes["not kept"]
    assert answer(visited("councils", topic="Council")) == (
        f"{areas} of 150 areas recorded {len(rows)} interactions with their councils. "
        f"Of {due} commitments that were due, {outcomes['kept']} were kept, {outcomes['not kept']} were not kept and "
        f"{outcomes['passed']} had no outcome recorded: 57% kept (between 50% and 63%), or 68% of the {answered} answered."
    )


@pytest.mark.usefixtures("on_practice")
@pytest.mark.parametrize("topic", ["", "Council relationship"])
def test_the_page_opens_on_the_two_sides_with_the_change_since_the_first_round(topic: str):
    # Members of the 94 areas that answered on it each time: 37% of 349 in 2016, 47% of 341 in 2024. Of the 14 questions 3 are
    # suppressed in 2024. On agreed communication all 12 council respondents of the North West said yes, so with its sum all
    # would be known of each, and no sum is shown. On empathy and on roles 28 members answered outside the same areas: the sum
    # of all areas less that of the same areas would be a share of fewer than 30 people.
    test = visited("councils", topic=topic)
    assert answer(test).startswith("In 2024, council respondents say yes more often than members on 3 of 4 principles")
    outcomes = commitment_outcomes(returned_rows("council_event"))
    assert answer(test).endswith(
        f" Of {outcomes['kept'] + outcomes['not kept'] + outcomes['passed']} council commitments that were due, "
        f"{outcomes['kept']} were kept, {outcomes['not kept']} were not kept and {outcomes['passed']} had no outcome recorded."
    )
    (chart,) = [chart.proto for chart in test.get("plotly_chart")]
    arrows = [note for note in json.loads(chart.spec)["layout"]["annotations"] if note["showarrow"]]
    assert [(round(arrow["ax"]), round(arrow["x"])) for arrow in arrows] == [(37, 47)]
    text = page_text(test)
    assert "Arrow below: clear change from the first round to 2024. Grey line" in text
    assert (
        "**Better or worse since the first round?** From the first round (2016 or 2018) to 2024: better on 1 of 11 questions "
        "(members on “Residents are involved early”), worse on none and no clear change on 10. Up to 439 members and 87 council "
        "respondents answered in 2024, in the areas that answered each time."
    ) in text


@pytest.mark.usefixtures("on_practice")
def test_an_area_with_hidden_survey_answers_shows_the_change_of_all_areas_and_says_so():
    test = visited("councils", area="kezobble")
    assert answer(test).endswith("Of 2 commitments that were due, 1 was kept and 1 had no outcome recorded.")
    test = visited("councils", area="kezobble", topic="Council relationship")
    assert answer(test).startswith(
        "The answers of Kezobble are suppressed (small numbers), as at least 10 answers are needed: all areas combined are "
        "shown. In 2024, council respondents say yes more often"
    )
    assert "From the first round (2016 or 2018) to 2024: better on 1 of 11 questions" in page_text(test)
    assert answer(test).endswith(
        "Kezobble: of 2 council commitments that were due, 1 was kept and 1 had no outcome recorded."
    )
    assert "What members and councils say: all areas combined" in page_text(test)
    assert "Surveys: all areas combined. Public record: Kezobble only." in page_text(test)
    region = page_text(visited("councils", region="North East"))
    assert "In all areas combined, from the first round (2016 or 2018) to 2024" in region
    assert "No change since the first round can be shown for these areas: see all areas combined." in region


@pytest.mark.usefixtures("on_practice")
def test_answers_that_fit_no_commitment_are_marked_wherever_they_are_counted():
    rows = returned_rows("council_event")
    made = {(row["Area"], row["Which commitment"]) for row in rows if row["What kind"] == "commitment made"}
    numbers = Counter(
        row["What kind"]
        for row in rows
        if row["What kind"] in ("commitment kept", "commitment not kept")
        and (row["Area"], row["Which commitment"]) not in made
    )
    kept, not_kept = numbers["commitment kept"], numbers["commitment not kept"]
    test = visited("councils", topic="Council")
    assert f"Not counted: {kept + not_kept} answers with no matching commitment." in page_text(test)
    for label, unmatched in (("Commitments kept", kept), ("Commitments not kept", not_kept)):
        assert table_row(test, f"{label} ({unmatched} not counted)")
    area = visited("councils", area="kezobble")
    assert "Commitments kept: 2 (1 not counted)" in area.get("plotly_chart")[0].proto.spec
    assert "Not counted: no matching commitment." in str(cells(area))


@pytest.mark.usefixtures("on_practice")
def test_a_higher_share_is_better_in_every_question_to_the_two_sides():
    catalogue = catalogue_of(db.current_build("practice"))
    assert {catalogue.measure_row(name)["direction"] for name in survey_measures(catalogue)} == {"higher better"}


@pytest.mark.usefixtures("on_practice")
def test_the_kinds_and_the_parts_add_up_to_the_events_returned():
    test, rows = visited("councils", topic="Council"), returned_rows("council_event")
    kinds = Counter(row["What kind"] for row in rows)
    assert table_row(test, "Disagreements")[1] == str(kinds["disagreement"])
    assert table_row(test, "Staff support")[1] == str(kinds["staff"])
    roles = Counter(row["Role the council took"] for row in rows)
    assert table_row(test, "Not recorded") == [
        "Not recorded",
        str(roles["not recorded"]),
    ]
    text = page_text(test)
    assert f"The council’s part is not recorded for {roles['not recorded']} of {len(rows)} interactions" in text
    years = sorted({row["Date"][:4] for row in rows})
    assert f"{len(rows)} interactions recorded, {years[0]} to {years[-1]}" in text
    parts = json.loads(test.get("plotly_chart")[0].proto.spec)["data"]
    assert sum(sum(part["y"]) for part in parts) == len(rows)
    assert sum(parts[0]["y"]) == sum(count for kind, count in kinds.items() if kind.startswith("commitment"))


def positive_answers(survey: str, question: str, round_: str) -> tuple[int, int]:
    """Return how many people answered always or mostly in one round, and how many gave an answer that counts."""
    answers = [
        row["Answer"]
        for row in returned_rows("survey_answer")
        if (row["Survey"], row["Question"], row["Round"]) == (survey, question, round_)
        and row["Answer"] not in ("", "do not know")
    ]
    return sum(answer_given in ("always", "mostly") for answer_given in answers), len(answers)


@pytest.mark.usefixtures("on_practice")
def test_both_sides_are_what_people_answered():
    test = visited("councils", topic="Council relationship")
    assert ran_to_its_end(test)
    members, council = (
        positive_answers("partnership", "respect", "2024"),
        positive_answers("council", "respect", "2024"),
    )
    cells = table_row(test, "Respect from the start")
    assert cells[1].startswith(f"{100 * members[0] / members[1]:.0f}% of {members[1]} people, between ")
    assert cells[2].startswith(f"{100 * council[0] / council[1]:.0f}% of {council[1]} people, between ")
    assert cells[3].startswith("council respondents 22 percentage points higher (between 14 and 29)")
    assert "6 gaps and 11 changes are tested at the 95% level." in page_text(test)
    assert "Differences are calculated from unrounded figures." in page_text(test)
    changed = tables(test)[0].set_index("Question")["Members since the first round"]
    assert changed["Residents are involved early"] == (
        "better since 2016, 11 percentage points higher (between 4 and 17); 341 people"
    )
    assert changed["Respect from the start"] == "no clear change since 2018; 399 people"


@pytest.mark.usefixtures("on_practice")
def test_a_round_is_chosen_with_one_of_its_measures_and_questions_not_asked_in_it_are_marked():
    test = visited("councils", topic="Council relationship")
    test.selectbox(key="choose-round").set_value("2016").run()
    assert ran_to_its_end(test)
    assert test.query_params["period"] in ("2016", ["2016"])
    assert not test.warning
    assert table_row(test, "Respect from the start")[1:] == [
        *("not asked", "not asked", "cannot be compared"),
        *("not asked in 2016", "not asked in 2016"),
    ]
    assert "Not asked: the question was not in that round." in page_text(test)
    (figure,) = [chart.proto for chart in test.get("plotly_chart")]
    assert "Council respondents: not asked" in figure.spec
    assert "Respect from the start" not in figure.spec, "neither group was asked"


@pytest.mark.usefixtures("on_practice")
def test_survey_answers_of_one_area_or_council_are_not_shown_and_the_page_says_why():
    area = visited("councils", area="drubessel", topic="Council relationship")
    assert (
        "The answers of Drubessel are suppressed (small numbers), as at least 10 answers are needed: all areas combined are "
        "shown." in page_text(area)
    )
    without = visited("councils", area="drubarrix", topic="Council relationship")
    assert "The answers of Drubarrix are not here: all areas combined are shown." in page_text(without)
    council = visited("councils", council="E99000140", topic="Council relationship")
    assert "Too few people answer in one place to show a single council" in page_text(council)
    region = visited("councils", region="North East", wave="1", topic="Council relationship")
    assert "so all areas in North East are shown here." in page_text(region)


@pytest.mark.usefixtures("on_practice")
def test_a_side_hidden_in_a_region_is_marked_in_text_table_and_chart_and_has_no_gap():
    address = {"topic": "Council relationship", "measure": "roles_council", "period": "2018"}
    test = visited("councils", region="North East", **address)
    assert ran_to_its_end(test)
    row = table_row(test, "Clear roles")
    assert row[2:4] == ["suppressed [c]", "cannot be compared"]
    assert "[c] suppressed (small numbers)" in page_text(test)
    (figure,) = [chart.proto for chart in test.get("plotly_chart")]
    assert "Council respondents: suppressed [c]" in figure.spec


@pytest.mark.usefixtures("on_practice")
def test_every_picture_and_table_says_that_it_is_invented():
    for topic in ("", "Council", "Meetings"):
        test = visited("councils", topic=topic)
        alts = [*(element.proto.alt for element in test.get("plotly_chart")), *read_tables(test).captions]
        assert alts and all(alt.startswith("Practice: ") for alt in alts)


@pytest.mark.usefixtures("on_practice")
def test_meetings_and_support_are_reported_without_praise():
    test = visited("councils", topic="Meetings")
    assert ran_to_its_end(test)
    attended = [
        row
        for row in returned_rows("meeting")
        if row["Councillors present who are not members"] or row["Council officers present"]
    ]
    counted = f"{len(attended):,} meetings that recorded attendance"
    assert counted in page_text(test)
    assert "More is not better" in page_text(test)
    liaison = [row for row in returned_rows("meeting") if row["Kind of meeting"] == "council liaison"]
    assert f"{len(liaison):,} liaison meetings with the council are recorded." in page_text(test)


@pytest.mark.parametrize("topic", ["Council", "Council relationship", "Meetings"])
@pytest.mark.parametrize("council", ["", "E99000140", "E99000141", "E99000001"])
def test_where_only_the_own_area_may_be_named_no_other_is_named_anywhere(
    topic: str, council: str, on_practice: db.Build
):
    test = visited("councils", area="drubarrix", others="unlabelled", topic=topic, council=council)
    assert ran_to_its_end(test)
    others = catalogue_of(on_practice).areas.drop("drubarrix")
    shown = all_text(test)
    assert [name for name in [*others["area_name"], *others.index] if name in shown] == []
    assert "Drubarrix" in shown


@pytest.mark.usefixtures("on_practice")
def test_links_to_other_pages_keep_the_choice_and_leave_out_which_part_of_this_page_is_shown():
    test = visited("councils", council="E99000140", topic="Meetings")
    kept = links(test)["Trends"]
    assert kept["council"] == ["E99000140"]
    assert "topic" not in kept
