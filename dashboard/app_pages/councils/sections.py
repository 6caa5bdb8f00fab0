"""The pieces of the Councils page, in the order in which they stand on it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app_pages.councils import sentences
from dashboard.app_pages.councils.pictures import Picture
from dashboard.app_pages.councils.sentences import CouncilsView
from dashboard.app_pages.councils.view import asked_of_people, councils_frame
from dashboard.model import db, dictionary, state
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, frame, head, record, standing, trace
from dashboard.text import verdicts, words

FROM_EVENTS = "Returns: “What happened with the council”"
Pictures = Mapping[str, Picture]
"""The pictures that what is looked at has figures for, by name."""


def changed(shown: CouncilsView) -> None:
    """Show, under the page's answer, whether the relationship is better or worse than in the first round, and who said so."""
    said = sentences.changed_words(shown)
    if said:
        st.markdown(f"**Better or worse since the first round?** {words.plain(said)}")


def choose_round(context: Context, shown: CouncilsView) -> None:
    """Show the menu of rounds; as a period belongs to a measure, the address then names one that was asked in it."""
    key = "choose-round"
    st.session_state[key] = shown.round

    def chosen() -> None:
        wanted = st.session_state[key]
        measure = next(name for name in asked_of_people(context.catalogue) if wanted in context.catalogue.periods[name])
        state.go(measure=measure, period=wanted)

    st.selectbox("Round of the surveys", shown.rounds, key=key, on_change=chosen, width=185)


def sides_file(context: Context, shown: CouncilsView) -> pd.DataFrame:
    """Return both sides as a file: one row a question and side, the gap beside it; nothing that is for staff only."""
    rows = []
    for row in db.rows(shown.sides):
        is_kept = verdicts.STAFF_ONLY in (row.members_reliability, row.council_reliability)
        for side in ("members", "council"):
            told = sentences.side_row(row, side, shown.round)
            if told["reliability"] == verdicts.STAFF_ONLY:
                told |= dict.fromkeys(("value", "lower", "upper", "numerator", "denominator")) | {"state": "hidden"}
            code = "" if told["state"] == "not asked" else verdicts.state_reason(told["state"], sentences.caution(told))
            rows.append(
                {
                    "measure": context.catalogue.measures[getattr(row, f"{side}_measure")].name,
                    "subject": sentences.asked(row.subject),
                    "asked": "partnership members" if side == "members" else "council people",
                    "unit": context.catalogue.measures[getattr(row, f"{side}_measure")].unit,
                    "period": shown.round,
                    "place": shown.scope.place,
                    "value": told["value"],
                    "lower_confidence_interval_95": told["lower"],
                    "upper_confidence_interval_95": told["upper"],
                    "numerator": told["numerator"],
                    "denominator": told["denominator"],
                    "council_people_above_members": None if is_kept else row.difference,
                    "gap_lower_confidence_interval_95": None if is_kept else row.difference_lower,
                    "gap_upper_confidence_interval_95": None if is_kept else row.difference_upper,
                    "verdict_who_says_more": "" if is_kept else row.who_says_more,
                    "state": told["state"],
                    "code": code,
                }
            )
    return pd.DataFrame(rows)


def changes(context: Context, shown: CouncilsView) -> None:
    """Show how each side's answers changed since the first round: on the same areas, or of one area, never across wordings."""
    rows = shown.changes
    judged = int((rows["verdict"] != "cannot say").sum())
    if not judged and not rows["is_new_wording"].any():
        st.markdown("No question of this round was asked before with enough answers to say whether anything changed.")
        return
    measures, states = context.catalogue.measures, sentences.states_of(shown.sides)
    cells, said = (
        {
            row.measure_id: form(row, measures[row.measure_id], states[row.measure_id], shown.round)
            for row in db.rows(rows)
        }
        for form in (sentences.change_cell, sentences.change_words)
    )
    kept = dict.fromkeys(rows.loc[rows["is_for_staff"], "measure_id"], words.STATES["hidden"][0].lower())
    blocks.table(
        changes_table(shown.sides, cells),
        alt=f"How the answers of both sides changed from the first round to {shown.round}.",
        file_name=blocks.file_name(context, "councils-two-sides-change", shown.round),
        download=lambda: changes_table(shown.sides, said | kept),
        is_text=True,
    )
    if judged:
        st.markdown(
            f"{words.count_of(judged, 'change')} {'is' if judged == 1 else 'are'} judged here, each at 95%: chance alone would "
            "make about one in 20 look clear. The files tell each with its range, its areas and how many answered then."
        )


def changes_table(sides: pd.DataFrame, said: Mapping[str, str]) -> pd.DataFrame:
    """Return what is said of the change of each question, both sides in a row; ``said`` is by measure."""
    return pd.DataFrame(
        {
            "What was asked": [sentences.asked(name) for name in sides["subject"]],
            "Members": [said[name] for name in sides["members_measure"]],
            "Council people": [said[name] for name in sides["council_measure"]],
        }
    )


def picture(context: Context, drawn: Picture, name: str, source: str) -> None:
    """Show one picture of the page with its words and its source."""
    blocks.chart(
        drawn.figure,
        title=drawn.title,
        subtitle=drawn.subtitle,
        alt=drawn.alt,
        source=head.source_line(context, source),
        key=f"councils-{name}",
    )


def two_sides(context: Context, shown: CouncilsView, pictures: Pictures) -> None:
    """Show what both sides say of the five principles and two steps in one round, the gaps in words, and the changes."""
    st.header("What do the two sides say?")
    choose_round(context, shown)
    if shown.scope.note:
        st.markdown(words.plain(shown.scope.note))
    st.markdown(words.plain(sentences.sides_words(shown.sides, shown.round)))
    picture(context, pictures["sides"], "sides", "Surveys of partnership members and of council people, from returns")
    blocks.table(
        pictures["sides"].table,
        alt=f"What both sides say, {shown.round}: one row a question.",
        file_name=blocks.file_name(context, "councils-two-sides", shown.round, shown.scope.place),
        download=lambda: sides_file(context, shown),
        is_text=True,
    )
    st.caption(words.plain(f"{sentences.codes_of_sides(shown.sides)} {sentences.gaps_by_chance(shown.sides)}"))
    where_from(context, shown)
    st.markdown(f"### From the first round to {shown.round}")
    changes(context, shown)


def where_from(context: Context, shown: CouncilsView) -> None:
    """Show a button that opens where the figures of both sides are from, with a sentence for each that can be read out."""
    with st.popover("Where are these numbers from?", key="trace-sides"):
        lines = []
        for row in db.rows(shown.sides):
            for side in ("members", "council"):
                told = {
                    **sentences.side_row(row, side, shown.round),
                    "measure_id": getattr(row, f"{side}_measure"),
                }
                if told["state"] != "not asked":
                    said = standing.quotation(context, shown.scope.place, told, verdicts.PEOPLE)
                    lines.append(f"**Say it right.** {words.plain(said)}")
        first: Any = shown.sides.iloc[0]
        for name in (first["members_measure"], first["council_measure"]):
            lines += blocks.measure_lines(context, name)
        area = shown.scope.place_id if shown.scope.place_id in shown.scope.areas else ""
        lines.append(f"**File and load.** {trace.files(context, first['members_measure'], area)}")
        st.markdown("\n".join(f"- {line}" for line in lines))


def dated_facts(context: Context, shown: CouncilsView, pictures: Pictures) -> None:
    """Show what happened between areas and councils: commitments, all kinds, and when; then the council's part in it."""
    st.header("What happened, and when?")
    if shown.events.empty:
        council = "the council" if shown.scope.is_single else "their councils"
        st.markdown(words.plain(sentences.nothing_told(shown, council)))
        return
    st.markdown(words.plain(sentences.commitments_words(shown.events)))
    figure = shown.figure("commitments_kept")
    if figure is not None and figure["state"] == "value" and figure["denominator"] == shown.events["of_due"].iloc[0]:
        trace.trace(context, "commitments_kept", figure, shown.scope.name, "kept", only_area(shown))
    if shown.scope.is_single:
        one_by_one(context, shown, pictures)
    else:
        by_year(context, shown, pictures)
    parts_taken(context, shown, pictures)


def by_year(context: Context, shown: CouncilsView, pictures: Pictures) -> None:
    """Show how many things of each kind were told, in all and by year."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        blocks.table(
            sentences.kinds_table(shown.events),
            alt="What happened between areas and councils: how many things of each kind, told by how many areas.",
            file_name=blocks.file_name(context, "councils-kinds", *context.view.filters),
            right=["Told", "Areas"],
        )
    with right:
        how_to_read()
    picture(context, pictures["events"], "events", FROM_EVENTS)
    blocks.table(
        pictures["events"].table,
        alt="What was told, one row a year.",
        file_name=blocks.file_name(context, "councils-years", *context.view.filters),
        is_wide=True,
    )


def how_to_read() -> None:
    """Show what is to be kept in mind with events that were written down."""
    st.markdown(
        "**Disagreement is no failure.** A council and residents who tell each other openly that they see it differently can "
        "still respect each other.\n\n"
        "**More is not better or worse.** It only means that more was written down.\n\n"
        "**Commitments** are followed by their names. Answers to commitments that were never told as made are in the tables, "
        "marked “not counted”, but not in the count of what became of them."
    )


def one_by_one(context: Context, shown: CouncilsView, pictures: Pictures) -> None:
    """Show the events of one area or one council in order of time."""
    picture(context, pictures["events"], "events", FROM_EVENTS)
    blocks.table(
        pictures["events"].table,
        alt=f"What happened between {shown.scope.name} and residents, oldest first.",
        file_name=blocks.file_name(context, "councils-events", shown.scope.name),
        download=lambda: sentences.events_file(shown.events, context.catalogue.areas["area_code"]),
        is_text=True,
    )
    how_to_read()


def parts_taken(context: Context, shown: CouncilsView, pictures: Pictures) -> None:
    """Show what part the council took in what happened."""
    st.header("What part did the council take?")
    drawn = pictures["roles"]
    picture(context, drawn, "roles", FROM_EVENTS)
    left, right = st.columns([3, 2], gap="large")
    with left:
        blocks.table(
            drawn.table,
            alt="How many of the things told the council took each part in.",
            file_name=blocks.file_name(context, "councils-parts", shown.scope.name),
            right=drawn.right,
        )
    with right:
        st.markdown("One part is not better than another: stepping back is often what residents asked for.")


def meetings(context: Context, shown: CouncilsView, pictures: Pictures) -> None:
    """Show how often the council was at meetings, and liaison meetings by year; more is not better."""
    st.header("Was the council at the table?")
    measure = context.catalogue.measures["council_present"]
    present, liaison = shown.figure("council_present"), shown.figure("meetings_liaison")
    st.markdown(words.plain(sentences.presence_words(shown, present, liaison, measure)))
    for name, measure_id in (("present", "council_present"), ("liaison", "meetings_liaison")):
        if name in pictures:
            meetings_by_year(context, shown, pictures[name], name, measure_id)


def meetings_by_year(context: Context, shown: CouncilsView, drawn: Picture, name: str, measure_id: str) -> None:
    """Show one of the two pictures of meetings with its table, what its codes mean, and where the figure is from."""
    rows = sentences.years_of(shown.figures, measure_id)
    picture(context, drawn, name, "Returns: “Meetings”")
    blocks.table(
        drawn.table,
        alt=f"{drawn.title}, one row a year.",
        file_name=blocks.file_name(context, f"councils-{name}", shown.scope.name),
        right=drawn.right,
        download=lambda: meetings_file(context, shown, rows),
        is_wide=len(rows) > blocks.SHORT_TABLE,
    )
    codes = {verdicts.state_reason(row.state, row.reliability) for row in db.rows(rows)} - {""}
    said = [verdicts.codes_explained(sorted(codes))]
    if name == "liaison":
        said.append(
            "A year counts only areas that told all of it, so the years add up to fewer liaison meetings than are known; read "
            "each beside the number of areas that told."
        )
    st.caption(words.plain(" ".join(one for one in said if one)))
    figure = shown.figure(measure_id)
    if figure is not None:
        trace.trace(context, measure_id, figure, shown.scope.name, name, only_area(shown))


def only_area(shown: CouncilsView) -> str:
    """Return the id of the area where one alone is looked at, else nothing."""
    return shown.scope.areas[0] if len(shown.scope.areas) == 1 else ""


def meetings_file(context: Context, shown: CouncilsView, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of meetings as a file that explains itself."""
    measures = context.catalogue.measures
    return pd.DataFrame(
        {
            "measure": [measures[name].name for name in rows["measure_id"]],
            "unit": [measures[name].unit for name in rows["measure_id"]],
            "period": rows["period"],
            "place": shown.scope.name,
            "value": rows["value"],
            "lower_confidence_interval_95": rows["lower"],
            "upper_confidence_interval_95": rows["upper"],
            "numerator": rows["numerator"],
            "denominator": rows["denominator"],
            "areas_with_a_figure": rows["areas_counted"],
            "state": rows["state"],
            "code": [verdicts.state_reason(row.state, row.reliability) for row in db.rows(rows)],
        }
    )


def support(context: Context, shown: CouncilsView, pictures: Pictures) -> None:
    """Show what councils did for the bids and wins of the areas."""
    st.header("What did councils do for bids?")
    if shown.support.empty:
        st.markdown("No return here says whether the council supported a bid or a win.")
        return
    figure = shown.figure("support_share")
    if figure is not None and figure["state"] == "value":
        st.markdown(words.plain(sentences.support_words(figure, context.catalogue.measures["support_share"])))
        trace.trace(context, "support_share", figure, shown.scope.name, "support", only_area(shown))
    drawn = pictures["support"]
    picture(context, drawn, "support", "Returns: “Funding sought, offered and won”")
    blocks.table(
        drawn.table,
        alt="How many bids and wins had each kind of support of the council.",
        file_name=blocks.file_name(context, "councils-support", shown.scope.name),
        right=drawn.right,
    )


def needs(context: Context, missing: Sequence[tuple[str, str]]) -> None:
    """Show what the page lacks for want of returns, which those are, how to load them, and where to see it all."""
    name = words.plain(str(context.catalogue.programme["programme_name"]))
    lines = [f"- {what}: needs the return “{words.plain(dictionary.title_of(table))}”" for table, what in missing]
    if any(table == "survey_answer" for table, _ in missing):
        lines.append(f"- to read the answers, their codebook: “{words.plain(dictionary.title_of('question'))}”")
    with st.container(border=True, key="councils-needs"):
        st.markdown(f"**Not here yet: no such returns of {name} are loaded.**\n\n" + "\n".join(lines))
        frame.ways_on(context, "councils")


def councils_of(context: Context, shown: CouncilsView) -> None:
    """Show the councils of what is looked at: the chosen one, or all of the chosen area, each with its dates and areas."""
    rows = db.query(context.build, "councils_list").set_index("council_code", drop=False)
    of_areas = db.query(context.build, "councils_areas")
    if shown.scope.kind == "council":
        codes = [shown.scope.council_code]
    else:
        codes = of_areas.loc[of_areas["area_id"].isin(shown.scope.areas), "council_code"].tolist()
    for code in codes:
        inside = of_areas[of_areas["council_code"] == code]
        row: Any = rows.loc[code]
        with st.container(border=True, key=f"council-{code.lower()}"):
            st.markdown(
                f"**{words.plain(row['official_name'])}.** {words.plain(sentences.council_words(row, len(inside)))}"
            )
            with st.container(horizontal=True, gap="small"):
                council_links(context, shown, row, inside)


def council_links(context: Context, shown: CouncilsView, row: Any, inside: pd.DataFrame) -> None:
    """Show links to the areas of a council that are named, and to all of them together."""
    view, areas = context.view, context.catalogue.areas
    for area_id in inside["area_id"]:
        if not sentences.is_unlabelled(view) or area_id == view.area:
            st.page_link(
                "app_pages/area/page.py",
                label=words.plain(str(areas.loc[area_id, "area_name"])),
                query_params=view.parameters(area=str(area_id)),
                width="content",
            )
    if shown.scope.kind == "area" and len(inside) > 1:
        st.page_link(
            "app_pages/councils/page.py",
            label=f"All areas of {words.plain(row['official_name'])}",
            query_params=view.parameters(council=str(row["council_code"])),
            width="content",
        )


def published_surveys(context: Context, shown: CouncilsView, pictures: Pictures) -> None:
    """Show what published surveys say of councils and residents: where both were asked as a picture, then each figure."""
    st.header("What do published surveys say?")
    facts = shown.surveys
    if facts.empty:
        st.markdown("No published survey of councils or residents has been gathered here.")
        return
    if "published" in pictures:
        _, mind, base = sentences.asked_words(facts)
        st.markdown(
            words.plain(
                f"How many answered: {base}. Without that, how sure the figures are cannot be said, nor whether the two sides "
                "differ by more than chance."
            )
        )
        drawn = pictures["published"]
        picture(context, drawn, "published", mind)
        blocks.table(
            drawn.table,
            alt="Statements that councils and residents were both asked about.",
            file_name=blocks.file_name(context, "councils-published-both"),
            right=drawn.right,
        )
    every = f"All {words.count_of(len(facts), 'percentage')} of published surveys, with their pages"
    if box := blocks.opened_box(every, "published-surveys"):
        with box:
            blocks.table(
                sentences.surveys_table(facts),
                alt="Percentages of published surveys: what was said, by whom, out of how many, when, and on which page.",
                file_name=blocks.file_name(context, "councils-published-surveys"),
                is_text=True,
            )


def cases(shown: CouncilsView) -> None:
    """Show published accounts of what a council and an area did, each with its page; those of no single area last."""
    st.header("What is told on the public record?")
    own = shown.cases[shown.cases["area_id"] != ""]
    if own.empty:
        who = shown.scope.name if shown.scope.is_single else "these areas"
        st.markdown(
            f"No published account of {words.plain(who)} has been gathered here. There may be some: this record is not complete."
        )
    record.cases(own)
    general = shown.cases[shown.cases["area_id"] == ""]
    if len(general):
        st.markdown("### Of the programme as a whole")
        record.cases(general)


def list_of_councils(context: Context, shown: CouncilsView) -> None:
    """Show every council that an area shown lies or lay in, by name; of one area or council only the way to all of them.

    Where only the reader's own area is named there is not even that.
    """
    if shown.scope.is_single:
        if not sentences.is_unlabelled(context.view):
            st.page_link(
                "app_pages/councils/page.py",
                label="All councils of the programme",
                query_params=context.view.parameters(area="", council=""),
                width="content",
            )
        return
    st.header("Which councils are these?")
    state.toggle_section("Show the list of councils", "list", context.view)
    if context.view.section != "list":
        return
    listed, said = councils_frame(context.build, shown.scope.areas)
    st.markdown(
        f"{words.plain(said)} In order of name: councils are never ranked. A first day is shown only where the source gives one."
    )
    blocks.table(
        sentences.councils_table(listed),
        alt="Councils of the areas, in order of name: areas, kind, first and last day, and what followed.",
        file_name=blocks.file_name(context, "councils-list"),
        download=lambda: listed,
        is_text=True,
    )


def how_we_know(context: Context, shown: CouncilsView) -> None:
    """Show where what the page tells is from, and what is to be minded."""
    lines = [
        "**Dated facts.** They are what areas and staff wrote down, good and bad alike; what nobody wrote down is not here. "
        "A thing that names no council counts for the area’s council of that day.",
        "**The five principles.** Respect from the start; clear roles; agreed ways to talk; empathy and readiness to "
        "compromise; shared endeavour: New Local and Local Trust, Rebalancing the Power, 2018. To involve residents early and "
        "to give time are two of four steps that Local Trust names.",
        "**Two sides.** Each figure is the share of people who gave a positive answer, of all whose answer counts. Few people "
        "answer in one place, so answers are added up. The gap has an interval of its own (Newcombe’s, 95%).",
        "**Councils.** They are never ranked or held against each other, and no councillor or party is named.",
    ]
    if not shown.events.empty:
        lines += blocks.measure_lines(context, "commitments_kept")
    if not head.invented_name(context):
        lines.append(
            "**Source of the councils.** [UK local authority names and codes]"
            "(https://github.com/mysociety/uk_local_authority_names_and_codes) (mySociety, CC BY 4.0), with the lookups of the "
            "Office for National Statistics."
        )
    blocks.how_we_know(lines)


def meetings_and_bids(context: Context, shown: CouncilsView, pictures: Pictures) -> None:
    """Show meetings with the council and what it did for bids, as far as returns of either are loaded."""
    lacking = {table for table, _ in shown.missing}
    if "meeting" not in lacking:
        meetings(context, shown, pictures)
    if "funding" not in lacking:
        support(context, shown, pictures)


SECTIONS = {
    sentences.FACTS: dated_facts,
    sentences.SIDES: two_sides,
    sentences.MEETINGS: meetings_and_bids,
}
"""What shows each section."""
