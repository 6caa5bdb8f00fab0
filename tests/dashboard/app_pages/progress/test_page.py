"""The Progress page, run without a browser: on Big Local without returns, with a few returns, and on Practice."""

import csv
import shutil
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app_pages.progress import money, sections, sentences, sentences_outcomes, sentences_published
from dashboard.model import db
from dashboard.model.catalogue import Context, catalogue_for
from dashboard.model.state import View
from etl.building.build_files import current, staff_file
from etl.programme import PROGRAMMES
from tests.dashboard import visits
from tests.dashboard.visits import answer, links, page_text, ran_to_its_end, visited

OWN = "Drubarrix"


@pytest.fixture(scope="session")
def real_and_practice(big_local_build: Path, practice_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of builds that holds Big Local and Practice."""
    builds = tmp_path_factory.mktemp("real-and-practice")
    shutil.copytree(big_local_build / "big_local", builds / "big_local")
    shutil.copytree(practice_build / "practice", builds / "practice")
    return builds


@pytest.fixture
def on_both(real_and_practice: Path, read_from: Callable[[Path], None]) -> Path:
    """Return a folder of builds that the dashboard reads, with Big Local and Practice."""
    read_from(real_and_practice)
    return real_and_practice


def part(name: str, **address: str) -> AppTest:
    """Return the page opened on one of its parts, as a shared link does; without returns some parts are not there."""
    by_label = {label: section for section, label in sentences.SECTIONS.items()}
    return visited("progress", section=by_label[name], **address)


def rows_of(table: str) -> list[dict[str, str]]:
    """Return the rows of a return of Practice, as its file has them."""
    path = PROGRAMMES / "practice" / "returns" / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def total(rows: list[dict[str, str]], column: str) -> Decimal:
    """Return the sum of a column, empty cells left out."""
    return sum((Decimal(row[column]) for row in rows if row[column]), Decimal())


def whole(amount: Decimal) -> str:
    """Return pounds as a table has them."""
    return f"£{amount.quantize(Decimal(1), ROUND_HALF_UP):,}"


def shown(test: AppTest) -> str:
    """Return all that a page shows: words, tables, charts and links, without the backslashes that keep text plain."""
    tables = [frame.to_csv() for frame in visits.tables(test)]
    charts = [str(getattr(element, "proto").spec) for element in test.get("plotly_chart")]  # noqa: B009 (it has no type)
    alts = [str(getattr(element, "proto")) for element in test.get("plotly_chart")]  # noqa: B009
    return "\n".join([page_text(test), *tables, *charts, *alts, *links(test)]).replace("\\", "")


def table_of(test: AppTest, column: str) -> dict[str, dict[str, Any]]:
    """Return the first table with a column of that name, by the text of its first column."""
    frame = next(frame for frame in visits.tables(test) if column in frame.columns)
    return {str(row.iloc[0]): dict(row) for _, row in frame.iterrows()}


@pytest.mark.usefixtures("on_both")
@pytest.mark.parametrize("programme", ["big_local", "practice"])
@pytest.mark.parametrize("name", sentences.SECTIONS.values())
def test_every_part_of_the_page_runs_in_both_programmes(name: str, programme: str):
    test = part(name, programme=programme)
    assert ran_to_its_end(test)
    assert not test.warning
    assert "Methods and limitations" in page_text(test) or name in ("Limits", "Outcomes")


@pytest.mark.usefixtures("on_both")
@pytest.mark.parametrize("programme", ["big_local", "practice"])
@pytest.mark.parametrize("section", ["spread", "plan"])
def test_an_old_address_of_a_part_that_moved_opens_the_page(section: str, programme: str):
    assert ran_to_its_end(visited("progress", programme=programme, section=section))


@pytest.mark.usefixtures("on_both")
def test_another_part_is_chosen_with_the_switch():
    test = visited("progress", programme="practice")
    test.button_group(key="choose-section").set_value("themes").run()
    assert answer(test).startswith("The largest theme is ")


@pytest.mark.usefixtures("on_returned")
@pytest.mark.parametrize("name", sentences.SECTIONS.values())
@pytest.mark.parametrize("area", ["", "alder-row", "gorse-lea"])
def test_every_part_of_the_page_runs_on_a_few_returns(name: str, area: str):
    assert ran_to_its_end(part(name, **({"area": area} if area else {})))


@pytest.mark.usefixtures("on_tiny")
@pytest.mark.parametrize("name", sentences.SECTIONS.values())
def test_every_part_of_the_page_runs_without_returns_and_without_published_sums(name: str):
    test = part(name)
    assert ran_to_its_end(test)
    answers = {
        "Outcomes": "We do not know whether the four outcomes were reached: no survey results or findings on them are loaded.",
        "Themes": "We do not know what the money went on: no return and no page that we have gives themes of spending.",
        "Limits": "These figures cannot show what would have happened without the money.",
    }
    usual = (
        "We do not know how much was paid in total. We have no published total. No return says what was awarded, spent or "
        "handed back."
    )
    assert answer(test) == answers.get(name, usual)


@pytest.mark.usefixtures("on_both")
def test_big_local_opens_on_the_public_record_and_published_sums():
    test = visited("progress")
    assert ran_to_its_end(test)
    with (PROGRAMMES / "big_local/published/fact.csv").open(encoding="utf-8", newline="") as file:
        facts = [row for row in csv.DictReader(file) if row["theme"] == "money" and row["area_id"]]
    areas = len({row["area_id"] for row in facts})
    assert answer(test).startswith("We do not know how much was paid in total. Published pages give about £1,155,000")
    text = page_text(test)
    assert f"{len(facts)} facts about the programme’s own money are on public record for {areas} of 150" in text
    assert "£217m less £173.25m is £43.75m: we have found no page that says what that was for." in text
    assert "its whole grant was £1,150,000: £5,000 less than announced. [Open the page](https://www.localgov" in text
    assert text.count("No returns are loaded.") == 1
    table = table_of(test, "What it counts")
    figures = {name.split(" (")[0]: row["Figure"] for name, row in table.items()}
    assert figures["Grant that set up the programme's endowment"] == "£196,873,499"
    assert figures["Programme funding, as described later"] == "£217,000,000"
    assert figures["Awards to each area, multiplied out here: 150 x £1,155,000"] == "about £173,250,000"
    assert figures["Spending that researchers sorted into themes afterwards"] == "just under £160m"


@pytest.mark.usefixtures("on_both")
def test_big_local_opens_on_what_is_published_of_the_account_and_names_what_is_not_known():
    text = "\n".join(getattr(element, "proto").body for element in visited("progress").get("html"))  # noqa: B009
    figures = [line.split("<")[0] for line in text.split('class="key-figure">')[1:]]
    with (PROGRAMMES / "big_local/published/fact.csv").open(encoding="utf-8", newline="") as file:
        facts = {row["fact_id"]: row for row in csv.DictReader(file)}
    awards = sum(int(facts[f"programme-award-{number}"]["value_number"]) for number in (1, 2, 3))
    assert figures == [
        f"About £{150 * awards / 1_000_000:.2f}m", "Not known", "Not known",
        facts["programme-status-1"]["value_words"].partition(" (")[0],
    ]  # fmt: skip


@pytest.mark.usefixtures("on_both")
def test_the_themes_of_big_local_are_those_of_its_researchers():
    with (PROGRAMMES / "big_local/published/fact.csv").open(encoding="utf-8", newline="") as file:
        facts = {row["fact_id"]: row for row in csv.DictReader(file)}
    share, spending = facts["programme-spend-3"], facts["programme-spend-1"]
    test = part("Themes")
    assert answer(test) == (
        f"Researchers sorted {spending['value_words']} of spending into themes ({spending['date_from']}): "
        f"{share['value_number']}% of it went on running Big Local locally. We do not have the shares of the other themes."
    )
    assert share["what"] in shown(test)


@pytest.mark.usefixtures("on_both")
@pytest.mark.parametrize("programme", ["big_local", "practice"])
def test_the_whole_report_has_every_part_with_its_answer_and_a_button_that_prints_it(programme: str):
    report = part("Whole report", programme=programme)
    labels = sentences.section_labels(programme == "practice")
    headings = [str(element.value) for element in report.header]
    assert [heading for heading in headings if heading in labels.values()] == list(labels.values())[:-1]
    assert any("Print the report" in getattr(element, "proto").body for element in report.get("html"))  # noqa: B009
    captions = " ".join(visits.read_tables(report).captions)
    assert "area by area" not in captions and "facts on public record, latest first" not in captions
    for name in list(labels.values())[:-1]:
        assert answer(part(name, programme=programme)) in page_text(report)


@pytest.mark.usefixtures("on_both")
def test_every_published_sum_of_big_local_has_what_it_counts_and_its_address():
    for row in table_of(visited("progress"), "What it counts").values():
        assert row["What it counts"] != sentences_published.NOT_STATED, row["What"]
        assert row["Page"] == "open the page", row["What"]
    test = visited("progress")
    (html,) = [getattr(e, "proto").body for e in test.get("html") if "What it counts" in getattr(e, "proto").body]  # noqa: B009
    assert html.count('<a href="http') == len(table_of(test, "What it counts"))


@pytest.mark.usefixtures("on_both")
@pytest.mark.parametrize("name", sentences.SECTIONS.values())
def test_big_local_says_once_what_returns_would_add_with_a_way_to_practice_and_none_to_load(name: str):
    test = part(name, area="whitley-bay")
    assert page_text(test).count("Returns would add what each area was awarded") == 1
    there = links(test)["See it with practice data"]
    assert (there["programme"], "area" in there) == (["practice"], False)
    assert "Load returns" not in links(test)


@pytest.mark.usefixtures("on_both")
def test_the_outcomes_of_big_local_are_the_independent_finding():
    text = page_text(part("Outcomes"))
    assert "-0.8 percentage points (95% confidence interval: -2.4 to 0.7)" in text
    assert "https://doi.org/10.3310/GRMA6711" in text
    assert text.count("We do not know whether the four outcomes were reached") == 1
    published = PROGRAMMES / "big_local" / "published"
    files = [(published / name).read_text(encoding="utf-8") for name in ("fact.csv", "fact-by-hand.csv")]
    number = sum(text.count(",outcome finding,") for text in files)
    assert f"The public record has {number} published findings on other outcomes." in text


@pytest.mark.usefixtures("on_both")
def test_where_only_one_area_is_named_the_whole_grant_of_another_is_not_shown():
    assert "whole grant" not in page_text(part("Published totals", area="whitley-bay", others="unlabelled"))


@pytest.mark.usefixtures("on_both")
def test_big_local_has_of_single_areas_only_what_their_pages_publish():
    text = shown(part("Published totals"))
    assert "Grant for a two-year plan" in text and "£292,950" in text
    own = shown(part("Published totals", area="grange", others="unlabelled"))
    assert "£292,950" in own and "Keighley Valley" not in own


@pytest.mark.usefixtures("on_returned")
def test_a_few_returns_are_shown_with_what_is_not_known():
    test = visited("progress")
    # Alder Row 100, Kiln Lane, Elm Green and Larch Way 50 each; nobody sent what was awarded
    assert answer(test) == (
        "£250 had been spent by 31 March 2018 in 4 of 12 areas, in cash terms; the amount awarded is not "
        "loaded, so there is no percentage. 3 of 20 spending returns due are complete, so actual spending may be higher."
    )
    account = table_of(test, "Reported by")
    assert account["Spent"]["Pounds"] == "£250"
    assert account["Spent"]["Reported by"] == "4 of 12 areas, 4 of 4 budget lines"
    assert account["Awarded"]["Pounds"] == "no data reported [x]"
    assert "No loaded return covers this." in page_text(part("Outcomes"))
    assert not [e for e in test.get("plotly_chart") if "Not yet accounted for" in getattr(e, "proto").spec]  # noqa: B009


@pytest.mark.usefixtures("on_returned")
def test_an_area_that_sent_nothing_about_money_is_not_shown_as_having_spent_none():
    test = visited("progress", area="birch-end")
    assert "Birch End has sent no spending return. This does not mean it spent nothing." in page_text(test)
    assert table_of(test, "Reported by")["Spent"]["Birch End"] == "no data reported [x]"


@pytest.mark.usefixtures("on_returned")
def test_filters_that_leave_nothing_say_so():
    test = visited("progress", region="Southmere", deprivation="Most deprived tenth")
    assert ran_to_its_end(test)
    assert answer(test) == "No area fits all of these filters."
    next(button for button in test.button if button.label == "Clear filters").click().run()
    assert answer(test).startswith("£250 had been spent by 31 March 2018 in 4 of 12 areas")


@pytest.mark.usefixtures("on_both")
def test_the_answer_and_the_account_of_practice_are_the_sums_of_its_files():
    spending, awards = rows_of("spending"), rows_of("allocation")
    spent, awarded = total(spending, "Spent (£)"), total(awards, "Amount (£)")
    areas = {row["Area"] for row in spending if row["Spent (£)"]}
    assert areas == {row["Area"] for row in awards}  # so the share is of all that was awarded
    test = visited("progress", programme="practice")
    assert answer(test) == (
        f"£{spent / 1_000_000:.1f}m ({100 * spent / awarded:.0f}%) of the £{awarded / 1_000_000:.1f}m awarded to {len(areas)} of "
        "150 areas had been spent by 30 September 2026, in cash terms. 2,896 of 3,736 spending returns due are "
        "complete, so actual spending may be higher."
    )
    account = table_of(test, "Reported by")
    assert account["Spent"]["Pounds"] == whole(spent)
    assert account["Awarded"]["Pounds"] == whole(awarded)
    assert account["Paid to the locally trusted organisation (LTO)"]["Pounds"] == whole(
        total(spending, "Paid to host (£)")
    )
    returned = total(spending, "Returned (£)")
    assert account["Handed back to the programme"]["Pounds"] == whole(returned)
    assert account["Not yet accounted for (unspent, or spending not yet reported)"]["Pounds"] == whole(
        awarded - spent - returned
    )


def test_a_filter_changes_the_account_and_the_chosen_area_keeps_its_own(on_both: Path):
    with duckdb.connect(str(current(on_both / "practice")), read_only=True) as connection:
        names = connection.execute("SELECT area_name FROM area_card WHERE region_name = 'London'").fetchall()
    inside = {name for (name,) in names}
    spent = total([row for row in rows_of("spending") if row["Area"] in inside], "Spent (£)")
    test = visited("progress", programme="practice", region="London", area="drubarrix")
    assert table_of(test, "Reported by")["Spent"]["Pounds"] == whole(spent)
    own = total([row for row in rows_of("spending") if row["Area"] == OWN], "Spent (£)")
    assert table_of(test, "Reported by")["Spent"][OWN] == whole(own)
    assert answer(test).startswith(
        f"In the {len(inside)} areas shown (London), £{spent / 1_000_000:.1f}m (84%) of the £"
    )


@pytest.mark.usefixtures("on_both")
@pytest.mark.parametrize(
    ("address", "place"),
    [
        ({}, "in all areas combined, "),
        ({"wave": "2"}, "in wave 2, "),
        ({"region": "London"}, "in the areas in London, "),
        ({"region": "London", "wave": "2"}, "in all 150 areas, not only those shown, "),
        ({"deprivation": "Next fifth"}, "in all 150 areas, not only those shown, "),
    ],
)
def test_about_a_figure_is_of_the_areas_shown_or_names_its_areas(address: dict[str, str], place: str):
    build, view = db.current_build("practice"), View(programme="practice", area="drubarrix", **address)
    context = Context(build, catalogue_for(build, view), view, [])
    quoted = [line for line in sections.figure_lines(context, "coded_share") if line.startswith("**How to quote")]
    assert [place in line.lower().replace("in london", "in London") for line in quoted] == [True, False]
    assert OWN in quoted[1]


@pytest.mark.usefixtures("on_both")
def test_money_on_the_public_record_is_of_the_areas_shown():
    with (PROGRAMMES / "practice/published/fact.csv").open(encoding="utf-8", newline="") as file:
        facts = [row for row in csv.DictReader(file) if row["theme"] == "money" and row["kind"] in ("award", "spend")]
    areas = db.query(db.current_build("practice"), "areas").set_index("area_id")
    regions = [str(areas.at[row["area_id"], "region_name"]) for row in facts]
    for address, number in (({}, len(facts)), ({"region": regions[0]}, regions.count(regions[0]))):
        test = visited("progress", programme="practice", **address)
        summaries = "".join(getattr(element, "proto").body for element in test.get("html"))  # noqa: B009 (it has no type)
        assert f"Money on the public record: {number} fact" in summaries


@pytest.mark.usefixtures("on_both")
def test_the_years_are_in_pounds_of_the_day_unless_real_terms_are_chosen():
    spending = [row for row in rows_of("spending") if "2018-04-01" <= row["Period to"] <= "2019-03-31"]
    cash = total(spending, "Spent (£)")
    index = {row["Financial year"]: Decimal(row["GDP deflator"]) for row in rows_of("deflator")}
    years = table_of(visited("progress", programme="practice"), "Areas that reported")
    assert years["2018-19"]["Spent"] == whole(cash)
    real = visited("progress", programme="practice", prices="real")
    assert table_of(real, "Areas that reported")["2018-19"]["Spent"] == whole(
        cash * index["2026-27"] / index["2018-19"]
    )
    assert "in the prices of 2026-27 (price index: Invented for Practice)" in page_text(real)


@pytest.mark.usefixtures("on_both")
def test_the_themes_of_practice_say_how_much_nobody_coded():
    spending = [row for row in rows_of("spending") if row["Spent (£)"] and Decimal(row["Spent (£)"]) > 0]
    uncoded = total([row for row in spending if not row["Theme"]], "Spent (£)")
    spent = total(spending, "Spent (£)")
    test = part("Themes", programme="practice")
    assert answer(test).endswith(
        f"of the £{spent / 1_000_000:.1f}m spent. £{uncoded / 1_000_000:.1f}m ({100 * uncoded / spent:.0f}%) has no theme."
    )
    theme = total([row for row in spending if row["Theme"] == "Running the work"], "Spent (£)")
    assert table_of(test, "Share of all spent")["Running the work (cost of delivery)"]["Spent"] == whole(theme)


@pytest.mark.usefixtures("on_both")
def test_the_outcomes_of_practice_have_their_findings():
    findings = rows_of("outcome_finding")
    test = part("Outcomes", programme="practice")
    summaries = "".join(getattr(element, "proto").body for element in test.get("html"))  # noqa: B009 (it has no type)
    for outcome in sentences_outcomes.OUTCOMES:
        of_it = [row for row in findings if row["Outcome"] == outcome.name]
        independent = sum(row["Independent"] == "yes" for row in of_it)
        assert f"{len(of_it)} findings of studies and reviews, {independent} independent" in summaries
        assert outcome.says in [heading.value for heading in test.subheader]


def test_nothing_of_a_hidden_figure_of_an_area_is_shown_among_the_outcomes(on_both: Path):
    public = current(on_both / "practice")
    assert public is not None
    with duckdb.connect(str(staff_file(public)), read_only=True) as connection:
        connection.execute(f"ATTACH '{public}' AS public (READ_ONLY)")
        hidden = connection.execute(
            "SELECT place_id, staff.numerator, staff.denominator FROM indicator_value AS staff "
            "INNER JOIN public.indicator_value AS public USING (measure_id, place_id, period) "
            "WHERE measure_id = 'skills_gained' AND period = '2024' AND public.state = 'hidden' AND staff.numerator > 0 "
            "ORDER BY place_id LIMIT 1"
        ).fetchone()
    assert hidden is not None
    area, numerator, denominator = hidden
    test = part("Outcomes", programme="practice", area=area)
    frame = next(frame for frame in visits.tables(test) if "95% confidence interval" in frame.columns)
    own = frame[(frame["Question, round"] == "Skills gained, 2024") & (frame["Place"] != "All areas combined")]
    (row,) = [row for _, row in own.iterrows()]
    assert str(row["Figure"]).replace("\\", "") == "suppressed [c]"
    assert [row["95% confidence interval"], row["Out of"]] == ["", ""]
    assert f"{numerator:.0f} of {denominator:.0f}" not in shown(test)


@pytest.mark.parametrize("name", sentences.SECTIONS.values())
def test_where_only_one_area_is_named_no_other_is_named_anywhere(name: str, on_both: Path):
    with duckdb.connect(str(current(on_both / "practice")), read_only=True) as connection:
        others = connection.execute("SELECT area_id, area_name FROM area WHERE area_name <> ?", [OWN]).fetchall()
    test = part(name, programme="practice", area="drubarrix", others="unlabelled")
    assert ran_to_its_end(test)
    text = shown(test)
    assert OWN in text
    assert [names for names in others if names[0] in text or names[1] in text] == []


@pytest.mark.usefixtures("on_both")
def test_where_only_one_area_is_named_the_file_and_its_order_reveal_no_other():
    build = db.current_build("practice")
    named = View(programme="practice", area="drubarrix")
    view = View(programme="practice", area="drubarrix", others="unlabelled")
    rows = money.listed_areas(Context(build, catalogue_for(build, view), view, []))
    file = money.areas_file(rows)
    assert file["area_name"].tolist() == [OWN, *["Another area"] * 149]
    assert set(file["area_code"][1:]) == set(file["council"][1:]) == {""}
    spent = file["spent_gbp"][1:].dropna().tolist()
    assert spent == sorted(spent, reverse=True)
    in_order = money.listed_areas(Context(build, catalogue_for(build, named), named, []))
    assert in_order["area_name"].tolist() == sorted(in_order["area_name"])


@pytest.mark.usefixtures("on_both")
def test_a_measure_and_period_chosen_elsewhere_do_no_harm_here():
    test = visited("progress", programme="practice", measure="deprivation_rank", period="2019")
    assert ran_to_its_end(test)
    assert not test.warning


@pytest.mark.usefixtures("on_both")
def test_each_part_of_practice_has_its_own_answer():
    names = [name for section, name in sentences.SECTIONS.items() if section != sentences.REPORT]
    answers = [answer(part(name, programme="practice")) for name in names]
    assert len(set(answers)) == len(answers)
