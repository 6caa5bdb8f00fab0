"""The four outcomes on the Progress page: what people answered, what was found, and what is not known."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app_pages.progress import drawings, sections, sentences_outcomes
from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head, standing, trace
from dashboard.text import verdicts, words


def answer(context: Context) -> str:
    """Return the newest answers about each of the four outcomes, and how many findings are recorded."""
    figures = db.query(context.build, "progress_outcomes", area_id="")
    findings = db.query(context.build, "progress_findings")
    newest = figures[figures["state"] == "value"].drop_duplicates("measure_id", keep="last")
    return sentences_outcomes.outcomes_answer(
        [(context.catalogue.measures[row.measure_id], row) for row in db.rows(newest)],
        len(findings),
        int(findings["is_independent"].sum()),
    )


def outcomes(context: Context) -> None:
    """Show the four outcomes: what is known of each, how sure, what was found, and what is not known."""
    figures = db.query(context.build, "progress_outcomes", area_id=context.view.area)
    findings = db.query(context.build, "progress_findings")
    outcomes_on_record(context)
    if figures.empty and findings.empty:
        sections.needs_returns(
            context,
            "for each of the four outcomes what people answered, with its range, and what studies and reviews found",
            ["survey_answer", "question", "outcome_finding", "legacy"],
        )
    else:
        each_outcome(context, figures, findings)
    what_stays(context)
    used = [one.measure_id for one in sentences_outcomes.OUTCOMES if one.measure_id in set(figures["measure_id"])]
    lines = [words.plain(context.catalogue.measure_row(name)["caveat"]) for name in used]
    blocks.how_we_know(
        [
            "**What it is.** What people answered in surveys, added up over the areas that sent answers, and what studies and "
            "reviews found, in the words of those who recorded it.",
            *(
                f"**Keep in mind, {words.plain(context.catalogue.measures[name].name)}.** {line}"
                for name, line in zip(used, lines, strict=True)
            ),
            "**Independent** means found by somebody outside area and programme.",
        ]
    )


def each_outcome(context: Context, figures: pd.DataFrame, findings: pd.DataFrame) -> None:
    """Show all answers together, then outcome by outcome what people answered and what was found."""
    if len(figures):
        all_outcomes(context, figures)
    changes = {row.measure_id: row for row in db.rows(db.query(context.build, "progress_outcome_changes"))}
    for outcome in sentences_outcomes.OUTCOMES:
        st.header(outcome.says)
        one_outcome(context, outcome, figures[figures["measure_id"] == outcome.measure_id], changes)
        found(context, findings[findings["outcome"] == outcome.name], outcome)


def outcomes_on_record(context: Context) -> None:
    """Show what published pages say of the four outcomes, and the finding of an independent study with its range."""
    rows = db.query(context.build, "facts", area_id="")
    for row in db.rows(rows[rows["what"] == sentences_outcomes.OUTCOMES_SET]):
        st.header("The outcomes that were set")
        said = words.plain(row.detail[0].upper() + row.detail[1:])
        st.markdown(f"{said} ([the page that says so]({row.source_url})).")
    rows = rows[rows["kind"] == "outcome finding"]
    if rows.empty:
        return
    st.header("What an independent study found")
    for row in db.rows(rows):
        said = sentences_outcomes.without_jargon(words.fact_figure(row.value_number, row.value_unit, row.value_words))
        detail = row.detail
        when = words.period_of(row.date_from, row.date_to)
        st.markdown(
            f"**{words.plain(row.what[0].upper() + row.what[1:])}: {words.plain(said)}** ({words.plain(when)}). "
            f"{words.plain(detail[0].upper() + detail[1:])}. [Open the page]({row.source_url})."
        )
    st.markdown(
        "The 95% range is where the true change very likely lies. A range that includes no change means that the study cannot "
        "tell a change from none; it does not mean that there was none. Anxiety is not one of the four outcomes."
    )


def all_outcomes(context: Context, figures: pd.DataFrame) -> None:
    """Show the figures of all four outcomes and rounds with their ranges, as one chart and as a table."""
    st.header("What people answered")
    rows = figures[(figures["place_id"] == "programme:all") & (figures["state"] == "value")]
    if len(rows):
        measures = context.catalogue.measures
        marks = [
            (
                f"{measures[row.measure_id].short}, {row.period}",
                row.value,
                standing.number_or_none(row.lower),
                standing.number_or_none(row.upper),
                programme_figure(context, row),
            )
            for row in db.rows(rows)
        ]
        blocks.chart(
            drawings.outcomes(marks, head.theme()),
            title="The share who said so, by question and round",
            subtitle="% of those who answered, all areas together, with the 95% range. People asked differ from row to row.",
            alt=" ".join(mark[4] for mark in marks),
            source=head.source_line(context, "Surveys, as areas and staff returned them"),
            key="outcomes",
        )
    blocks.table(
        outcome_table(context, figures),
        alt="The figures of the four outcomes, one row a question, round and place.",
        file_name=blocks.file_name(context, "outcomes"),
        right=["Out of"],
        is_text=len(figures) > blocks.SHORT_TABLE,
        download=lambda: outcome_file(context, figures),
    )
    codes = sorted({verdicts.state_reason(row.state, row.reliability) for row in db.rows(may_be_saved(figures))} - {""})
    if codes:
        st.caption(words.plain(verdicts.codes_explained(codes)))


def programme_figure(context: Context, row: Any) -> str:
    """Return the programme's figure of an outcome as a sentence."""
    measure = context.catalogue.measures[row.measure_id]
    counts = standing.counted(measure, context.catalogue.measure_row(row.measure_id)["counts_people"])
    return sentences_outcomes.figure_words(measure, row, counts)


def place_of(context: Context, place_id: str) -> str:
    """Return what the place of a figure is called: the chosen area, or all areas together."""
    return sections.own_name(context) if place_id == context.view.area else "All areas together"


def may_be_saved(figures: pd.DataFrame) -> pd.DataFrame:
    """Return figures with those that are for staff only hidden, as tables can be saved as files."""
    kept = figures["reliability"] == verdicts.STAFF_ONLY
    return figures.assign(
        **{name: figures[name].mask(kept) for name in ("value", "lower", "upper", "numerator", "denominator")},
        state=figures["state"].mask(kept, "hidden"),
        reliability=figures["reliability"].mask(kept, ""),
    )


def outcome_table(context: Context, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of the outcomes as people read them; where there is none, why."""
    told = [(row, context.catalogue.measures[row.measure_id]) for row in db.rows(may_be_saved(figures))]
    table = pd.DataFrame(
        {
            "Question, round": [f"{measure.short}, {row.period}" for row, measure in told],
            "Place": [place_of(context, row.place_id) for row, _ in told],
            "Figure": [sentences_outcomes.figure_cell(row, measure) for row, measure in told],
            "Range (95%)": [sentences_outcomes.range_cell(row, measure) for row, measure in told],
            "Out of": [f"{row.denominator:,.0f}" if pd.notna(row.denominator) else "" for row, _ in told],
        }
    )
    return table if context.view.area else table.drop(columns="Place")


def outcome_file(context: Context, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of the outcomes with spelled-out columns."""
    rows = may_be_saved(figures)
    measures = [context.catalogue.measures[str(name)] for name in rows["measure_id"]]
    return pd.DataFrame(
        {
            "measure": [measure.name for measure in measures],
            "unit": [measure.unit for measure in measures],
            "period": rows["period"],
            "place": [place_of(context, str(name)) for name in rows["place_id"]],
            "value": rows["value"],
            "lower_confidence_interval_95": rows["lower"],
            "upper_confidence_interval_95": rows["upper"],
            "numerator": rows["numerator"],
            "denominator": rows["denominator"],
            "areas": rows["areas_counted"],
            "state": rows["state"],
            "code": [verdicts.state_reason(row.state, row.reliability) for row in db.rows(rows)],
        }
    )


def one_outcome(
    context: Context, outcome: sentences_outcomes.Outcome, figures: pd.DataFrame, changes: dict[str, Any]
) -> None:
    """Show what is known of one outcome: the newest figure, its change, the chosen area's, or that nothing is known."""
    whole = figures[figures["place_id"] == "programme:all"]
    if whole.empty:
        st.markdown("**Not known from answers:** no survey that asks about this is loaded.")
        return
    measure = context.catalogue.measures[outcome.measure_id]
    newest = next(iter(db.rows(whole.iloc[[-1]])))
    st.markdown(words.plain(programme_figure(context, newest)))
    if outcome.measure_id in changes:
        st.markdown(words.plain(sentences_outcomes.change_words(measure, changes[outcome.measure_id])))
    else:
        st.markdown("Change is not known: the question has been asked in one round only, or not of the same areas.")
    own = figures[(figures["place_id"] == context.view.area) & (figures["period"] == newest.period)]
    counts = standing.counted(measure, context.catalogue.measure_row(outcome.measure_id)["counts_people"])
    for _, row in own.iterrows():
        said = standing.here(measure, row, counts)
        st.markdown(f"**{words.plain(sections.own_name(context))}**, {newest.period}: {words.plain(said)}.")
    trace.trace(context, outcome.measure_id, whole.iloc[-1], "all areas together", outcome.measure_id)


def found(context: Context, rows: pd.DataFrame, outcome: sentences_outcomes.Outcome) -> None:
    """Show the findings on one outcome; where only one area is named, those of the others are only counted."""
    st.markdown(words.plain(sentences_outcomes.findings_words(rows)))
    if context.view.others == "unlabelled":
        shown = rows[rows["area_id"].isin(["", context.view.area])]
        if len(shown) < len(rows):
            left_out = words.count_of(len(rows) - len(shown), "finding")
            st.markdown(f"{left_out} about other areas are not shown while no other area is named.")
        rows = shown
    if rows.empty:
        return
    areas = context.catalogue.areas["area_name"]
    names = [str(areas[one]) if one else "the whole programme" for one in rows["area_id"]]
    blocks.table(
        sentences_outcomes.findings_table(rows, names),
        alt=f"Findings on the outcome: {outcome.says}.",
        file_name=blocks.file_name(context, "findings", outcome.name),
        is_text=len(rows) > blocks.SHORT_TABLE,
        download=lambda: sentences_outcomes.findings_file(rows, names),
    )


def what_stays(context: Context) -> None:
    """Show how many bodies, assets, services and funds go on after the programme."""
    rows = db.query(context.build, "progress_legacy")
    if rows.empty:
        return
    st.header("What stays")
    st.markdown("Things that are recorded as going on after the programme. What people learned is in no such list.")
    blocks.table(
        pd.DataFrame({"Kind": rows["kind"].str.capitalize(), "Things": rows["things"], "In areas": rows["areas"]}),
        alt="Things that stay after the programme, by kind.",
        file_name=blocks.file_name(context, "what-stays"),
        right=["Things", "In areas"],
    )
