"""The four outcomes on the Progress page: survey answers, findings of studies, and what is not known."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app_pages.progress import drawings, sections, sentences_outcomes
from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head, standing, trace
from dashboard.text import table_codes, words


def answer(context: Context) -> str:
    """Return the newest answers about each of the four outcomes, and how many findings are recorded."""
    figures = db.query(context.build, "progress_outcomes", area_id="")
    findings = db.query(context.build, "progress_findings")
    newest = figures[figures["state"] == "value"].drop_duplicates("measure_id", keep="last")
    return sentences_outcomes.outcomes_answer(
        [(context.catalogue.measures[row.measure_id], row) for row in db.rows(newest)],
        len(findings),
        int(findings["is_independent"].sum()),
        int((db.query(context.build, "record_facts")["kind"] == "outcome finding").sum()),
    )


def show_outcomes(context: Context) -> None:
    """Show the four outcomes: the answers with their intervals, the findings, and what is not known."""
    figures = db.query(context.build, "progress_outcomes", area_id=context.view.area)
    findings = db.query(context.build, "progress_findings")
    show_recorded_outcomes(context)
    if len(figures):
        show_all_outcomes(context, figures)
    if len(figures) or len(findings):
        show_each_outcome(context, figures, findings)
    elif context.catalogue.programme["areas_with_returns"]:
        sections.show_needed_returns(
            context,
            "for each of the four outcomes what people answered, and what studies and reviews found",
            ["survey_answer", "question", "outcome_finding", "legacy"],
        )
    show_legacy(context)


def method_lines(context: Context) -> list[str]:
    """Return how the outcomes are measured, with the limits; nothing where no survey or study is loaded."""
    if (
        db.query(context.build, "progress_outcomes", area_id="").empty
        and db.query(context.build, "progress_findings").empty
    ):
        return []
    return [
        "**Definition.** Survey answers added up over the areas that sent them, and the findings of studies and reviews "
        "as recorded. Independent: by somebody outside area and programme.",
        "**Limitations.** Surveys are answered by members who are still there and by residents who were reached. Much "
        "besides the programme changes a place. “About this figure” has the limits of each question.",
    ]


def show_each_outcome(context: Context, figures: pd.DataFrame, findings: pd.DataFrame) -> None:
    """Show the answers and findings outcome by outcome, two side by side; in the report one under another."""
    st.header("The four outcomes in surveys and studies")
    changes = {row.measure_id: row for row in db.rows(db.query(context.build, "progress_outcome_changes"))}
    outcomes = sentences_outcomes.OUTCOMES
    in_row = 1 if sections.is_report(context) else 2  # long tables side by side do not print
    for first in range(0, len(outcomes), in_row):
        for column, outcome in zip(st.columns(in_row, gap="large"), outcomes[first : first + in_row], strict=True):
            with column:
                st.subheader(outcome.says)
                show_outcome(context, outcome, figures[figures["measure_id"] == outcome.measure_id], changes)
                show_findings(context, findings[findings["outcome"] == outcome.name], outcome)


def show_recorded_outcomes(context: Context) -> None:
    """Show the four outcomes as published, and the finding of an independent study with its interval."""
    rows = db.query(context.build, "facts", area_id="")
    for row in db.rows(rows[rows["what"] == sentences_outcomes.OUTCOMES_SET]):
        st.header("The four outcomes")
        text = words.plain(row.detail[0].upper() + row.detail[1:])
        st.markdown(f"{text} ([source]({row.source_url})).")
    rows = rows[rows["kind"] == "outcome finding"]
    if rows.empty:
        return
    st.header("Independent study")
    for row in db.rows(rows):
        figure = sentences_outcomes.without_jargon(words.fact_figure(row.value_number, row.value_unit, row.value_words))
        detail = row.detail
        when = words.period_of(row.date_from, row.date_to)
        st.markdown(
            f"**{words.plain(row.what[0].upper() + row.what[1:])}: {words.plain(figure)}** ({words.plain(when)}). "
            f"{words.plain(detail[0].upper() + detail[1:])}. [Open the page]({row.source_url})."
        )
    st.markdown(
        "If the confidence interval includes zero, the study cannot tell whether there was a change. Anxiety is not one of the "
        "four outcomes."
    )


def show_all_outcomes(context: Context, figures: pd.DataFrame) -> None:
    """Show the figures of all four outcomes and rounds with their intervals, as one chart and as a table on demand."""
    st.header("Survey results")
    rows = figures[(figures["place_id"] == "programme:all") & (figures["state"] == "value")]
    table = blocks.ChartTable(
        outcome_table(context, figures),
        blocks.file_name(context, "outcomes"),
        right=["Out of"],
        download=lambda: outcome_file(context, figures),
    )
    if len(rows):
        measures = context.catalogue.measures
        marks = [
            (
                f"{measures[row.measure_id].short}, {row.period}",
                row.value,
                standing.number_or_none(row.lower),
                standing.number_or_none(row.upper),
                programme_sentence(context, row),
            )
            for row in db.rows(rows)
        ]
        newest = rows.drop_duplicates("measure_id", keep="last")
        blocks.chart(
            drawings.outcomes(marks, head.theme()),
            title=sentences_outcomes.surveys_title([(measures[row.measure_id], row) for row in db.rows(newest)]),
            subtitle="% of those who answered, all areas combined, with 95% confidence intervals. Bases differ by question.",
            alt=" ".join(sentence for *_, sentence in marks),
            source=head.source_line(context, "Surveys, as areas and staff returned them"),
            key="outcomes",
            table=table,
        )
    else:
        blocks.folded_table("Table of survey results", "Survey results, one row a question, round and place", table)
    codes = sorted(
        {table_codes.cell_code(row.state, row.reliability) for row in db.rows(without_staff_figures(figures))} - {""}
    )
    if codes:
        st.caption(f"In the table: {words.plain(table_codes.codes_explained(codes))}")


def programme_sentence(context: Context, row: Any) -> str:
    """Return the programme's figure of an outcome as a sentence."""
    measure = context.catalogue.measures[row.measure_id]
    counts = standing.base_unit_of(measure, context.catalogue.measure_row(row.measure_id)["counts_people"])
    return sentences_outcomes.figure_sentence(measure, row, counts)


def place_name(context: Context, place_id: str) -> str:
    """Return the name of the place of a figure: the chosen area, or all areas combined."""
    return sections.chosen_name(context) if place_id == context.view.area else "All areas combined"


def without_staff_figures(figures: pd.DataFrame) -> pd.DataFrame:
    """Return figures with those for staff only hidden, since tables can be saved as files."""
    is_staff_only = figures["reliability"] == table_codes.STAFF_ONLY
    return figures.assign(
        **{name: figures[name].mask(is_staff_only) for name in ("value", "lower", "upper", "numerator", "denominator")},
        state=figures["state"].mask(is_staff_only, "hidden"),
        reliability=figures["reliability"].mask(is_staff_only, ""),
    )


def outcome_table(context: Context, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of the outcomes as a table, with the reason where there is none."""
    rows = [(row, context.catalogue.measures[row.measure_id]) for row in db.rows(without_staff_figures(figures))]
    table = pd.DataFrame(
        {
            "Question, round": [f"{measure.short}, {row.period}" for row, measure in rows],
            "Place": [place_name(context, row.place_id) for row, _ in rows],
            "Figure": [sentences_outcomes.figure_cell(row, measure) for row, measure in rows],
            "95% confidence interval": [sentences_outcomes.range_cell(row, measure) for row, measure in rows],
            "Out of": [f"{row.denominator:,.0f}" if pd.notna(row.denominator) else "" for row, _ in rows],
        }
    )
    return table if context.view.area else table.drop(columns="Place")


def outcome_file(context: Context, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of the outcomes with spelled-out columns."""
    rows = without_staff_figures(figures)
    measures = [context.catalogue.measures[str(name)] for name in rows["measure_id"]]
    return pd.DataFrame(
        {
            "measure": [measure.name for measure in measures],
            "unit": [measure.unit for measure in measures],
            "period": rows["period"],
            "place": [place_name(context, str(name)) for name in rows["place_id"]],
            "value": rows["value"],
            "lower_confidence_interval_95": rows["lower"],
            "upper_confidence_interval_95": rows["upper"],
            "numerator": rows["numerator"],
            "denominator": rows["denominator"],
            "areas": rows["areas_counted"],
            "state": rows["state"],
            "code": [table_codes.cell_code(row.state, row.reliability) for row in db.rows(rows)],
        }
    )


def show_outcome(
    context: Context, outcome: sentences_outcomes.Outcome, figures: pd.DataFrame, changes: dict[str, Any]
) -> None:
    """Show one outcome: its newest figure, its change and the chosen area's figure, or that no answers are loaded."""
    whole = figures[figures["place_id"] == "programme:all"]
    if whole.empty:
        st.markdown("No survey that asks about this is loaded.")
        return
    measure = context.catalogue.measures[outcome.measure_id]
    newest = next(iter(db.rows(whole.iloc[[-1]])))
    st.markdown(words.plain(programme_sentence(context, newest)))
    if outcome.measure_id in changes:
        st.markdown(words.plain(sentences_outcomes.change_sentences(measure, changes[outcome.measure_id])))
    else:
        st.markdown("No change can be shown: asked in one round only, or in different areas.")
    own = figures[(figures["place_id"] == context.view.area) & (figures["period"] == newest.period)]
    counts = standing.base_unit_of(measure, context.catalogue.measure_row(outcome.measure_id)["counts_people"])
    for _, row in own.iterrows():
        figure = standing.figure_with_range(measure, row, counts)
        st.markdown(f"**{words.plain(sections.chosen_name(context))}**, {newest.period}: {words.plain(figure)}.")
    trace.trace(context, outcome.measure_id, whole.iloc[-1], "all areas combined", outcome.measure_id)


def show_findings(context: Context, rows: pd.DataFrame, outcome: sentences_outcomes.Outcome) -> None:
    """Show the findings on one outcome; where only one area is named, those of the others are only counted."""
    if context.view.others == "unlabelled":
        shown = rows[rows["area_id"].isin(["", context.view.area])]
        if len(shown) < len(rows):
            left_out = words.count_of(len(rows) - len(shown), "finding")
            st.markdown(f"Left out while other areas have no names: {left_out} about them.")
        rows = shown
    label = sentences_outcomes.findings_label(rows)
    if rows.empty:
        st.markdown(label)
        return
    areas = context.catalogue.areas["area_name"]
    names = [str(areas[area_id]) if area_id else "the whole programme" for area_id in rows["area_id"]]
    blocks.folded_table(
        label,
        f"Findings on the outcome: {outcome.says}",
        blocks.ChartTable(
            sentences_outcomes.findings_table(rows, names),
            blocks.file_name(context, "findings", outcome.name),
            download=lambda: sentences_outcomes.findings_file(rows, names),
        ),
    )


def show_legacy(context: Context) -> None:
    """Show how many groups, assets, services and funds go on after the programme."""
    rows = db.query(context.build, "progress_legacy")
    if rows.empty:
        return
    st.header("Legacy")
    st.markdown(sentences_outcomes.legacy_sentence(rows))
    blocks.folded_table(
        "Legacy by kind",
        "What continues after the programme, by kind",
        blocks.ChartTable(
            pd.DataFrame({"Kind": rows["kind"].str.capitalize(), "Number": rows["things"], "In areas": rows["areas"]}),
            blocks.file_name(context, "legacy"),
        ),
    )
