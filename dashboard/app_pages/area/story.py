"""What one area did, in the order in which its page tells it: money, funding, meetings, council, outcomes, what stays."""

import html
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.app_pages.area import sentences
from dashboard.drawing import charts
from dashboard.model import db, dictionary, state
from dashboard.model.catalogue import Context, catalogue_of
from dashboard.parts import blocks, frame, head, standing, trace
from dashboard.text import verdicts, words

KEY_FIGURES = (
    sentences.PARTICIPATION,
    ("spent_gbp",),
    ("wins_known",),
    sentences.RELATIONSHIP,
)
"""The four figures in the strip: of each the first that is known."""
OVER_TIME = ("event_attendance", "volunteer_hours", "spent_gbp", "wins_known", "voting_members", "shared_partnership")
"""What is drawn over time unless something else is asked for: the first that has figures of two periods."""
NEEDED = (
    "**People taking part**: yearly reviews of the partnership, meetings, volunteer time, surveys.",
    "**Money**: half-yearly returns of spending; the list of bids, offers and wins.",
    "**The council**: the log of commitments, joint statements and meetings; the surveys of members and of council people.",
    "**What changed and what stays**: findings on the four outcomes, and the list of what stays.",
)


def has_returns(figures: pd.DataFrame, context: Context) -> bool:
    """Whether any figure of the area comes from a return."""
    from_returns = context.catalogue.registry.index[context.catalogue.registry["sources"] == "returns"]
    rows = figures[figures["measure_id"].isin(from_returns)]
    return bool(rows["state"].isin(["value", "hidden"]).any())


def without_returns(context: Context, area: str) -> None:
    """Say what returns would tell of an area that has none, and the ways to go on."""
    loaded = context.catalogue.programme["areas_with_returns"]
    st.markdown(
        f"No return of {words.plain(area)} is loaded{f', though {loaded} areas have sent some' if loaded else ''}. With them, "
        "this page tells:"
    )
    st.markdown("\n".join(f"- {line}" for line in NEEDED))
    frame.ways_on(context, "area")


def three_sentences(context: Context, area: str, figures: pd.DataFrame, account: Any, trends: pd.DataFrame) -> None:
    """Show one sentence each on participation, money and the council."""
    by_measure = {row.measure_id: row for row in db.rows(trends)}
    measures = context.catalogue.measures
    told = {
        "People taking part": sentences.participation(measures, area, figures, by_measure),
        "Money": sentences.money(account, figures),
        "The council": sentences.relationship(measures, area, figures, by_measure),
    }
    st.markdown("\n".join(f"- **{name}.** {words.plain(said)}" for name, said in told.items()))


def key_figures(context: Context, area: str, figures: pd.DataFrame, beside: pd.DataFrame) -> None:
    """Show four figures, each with similar areas and all areas beside it, and the way to where it is from."""
    found = [sentences.first_told(figures, names) for names in KEY_FIGURES]
    against = standing.comparisons(context.build, context.view.area)
    middles = beside.set_index("measure_id")
    for place, row in zip(st.columns(len(found)), found, strict=True):
        if row is None:
            continue
        measure = context.catalogue.measures[row["measure_id"]]
        similar = middles.loc[measure.measure_id] if measure.measure_id in middles.index else None
        compared = against.get((measure.measure_id, "similar"))
        with place.container(border=True, height="stretch"):
            st.markdown(f"**{words.plain(measure.short)}**, {row['period']}")
            st.html(f'<p class="key-figure">{html.escape(sentences.short_figure(measure, row))}</p>')
            said = sentences.beside_words(measure, similar)
            if compared is not None and compared["verdict"] != "cannot say":
                said = f"{verdicts.compared(compared['verdict'], None, 'similar areas')}; {said}"
            st.caption(words.plain(said[0].upper() + said[1:]))
            trace.trace(context, measure.measure_id, row, area, f"key-{measure.measure_id}", context.view.area)


@dataclass(frozen=True)
class History:
    """One measure of an area over time: the picture, its subtitle and words, the table, and whether any figure is known."""

    picture: go.Figure
    subtitle: str
    alt: str
    table: pd.DataFrame
    is_known: bool


def over_time(context: Context, area: str, theme: str) -> None:
    """Show one measure of the area over time with what happened, and the figures as a table."""
    several = several_periods(context.build, context.view.area)
    if not several:
        st.markdown("No figure of this area is known for more than one period, so nothing can be said over time.")
        return
    usual = next((name for name in OVER_TIME if name in several), several[0])
    chosen = context.view.beside if context.view.beside in several else usual

    state.choose("Measure over time", "beside", chosen, several, context.catalogue.name_in_menu, width=420)
    measure, told = context.catalogue.measures[chosen], history(context.build, context.view.area, chosen, theme)
    blocks.chart(
        told.picture,
        title=measure.name,
        subtitle=told.subtitle,
        alt=told.alt,
        source=head.source_line(context, "Returns of the area" if told.is_known else ""),
        key="over-time",
    )
    with st.expander("The same figures as a table"):
        blocks.table(
            told.table,
            alt=f"{measure.name} of {area}, one row a period.",
            file_name=blocks.file_name(context, area, chosen, "over-time"),
            right=["Figure", "Range"],
        )
    happened = events(context.build, context.view.area)
    if happened:
        st.markdown(
            "**What happened.** "
            + words.plain("; ".join(f"{words.date_words(day)}: {said}" for day, said in happened))
            + "."
        )


@lru_cache(maxsize=500)
def several_periods(build: db.Build, area_id: str) -> list[str]:
    """Return the measures of which an area has figures of more than one year or round."""
    figures = db.query(build, "area_figures", area_id=area_id)
    dated = figures[(figures["state"] == "value") & ~figures["period"].str.contains("all years| to ", regex=True)]
    counts = dated["measure_id"].value_counts(sort=False)
    return [str(name) for name in dated["measure_id"].unique() if counts[name] > 1]


@lru_cache(maxsize=500)
def history(build: db.Build, area_id: str, measure_id: str, theme: str) -> History:
    """Return one measure of an area over time, in a theme (light or dark)."""
    catalogue = catalogue_of(build)
    area, measure = str(catalogue.area(area_id)["area_name"]), catalogue.measures[measure_id]
    rows = db.query(build, "area_series", area_id=area_id, measure_id=measure_id)
    periods = rows["period"].tolist()
    lines = [charts.Line(words.short_name(area), *(numbers(rows, name) for name in ("value", "lower", "upper")))]
    if not measure.is_total:
        lines.append(charts.Line("All areas", numbers(rows, "programme_value")))
    marks = [(period, said) for day, said in events(build, area_id) if (period := period_of(day, periods))][:3]
    breaks = rows[rows["is_new_wording"]]["period"].tolist()
    known = [row for row in db.rows(rows) if row.state == "value"]
    said = "; ".join(f"{row.period}: {words.figure(row.value, measure)}" for row in known)
    table = pd.DataFrame(
        {
            "Period": periods,
            "Figure": [
                words.figure_or_state(None if pd.isna(row.value) else row.value, row.state, measure)
                for row in db.rows(rows)
            ],
            "Range": [
                f"{words.figure(row.lower, measure)} to {words.figure(row.upper, measure)}"
                if pd.notna(row.lower)
                else ""
                for row in db.rows(rows)
            ],
        }
    )
    return History(
        picture=charts.lines(periods, lines, measure, theme, marked=marks, breaks=breaks),
        subtitle=f"{measure.unit}, {words.short_name(area)}, {periods[0]} to {periods[-1]}. A gap is a year without a figure.",
        alt=f"{area}, {measure.name}. {said}.",
        table=table,
        is_known=bool(known),
    )


def numbers(rows: pd.DataFrame, name: str) -> list[float | None]:
    """Return a column with None where there is no number."""
    return [None if pd.isna(value) else float(value) for value in rows[name]]


@lru_cache(maxsize=500)
def events(build: db.Build, area_id: str) -> list[tuple[str, str]]:
    """Return what happened in an area, in order of time: its state, its plans, and joint statements with its council."""
    states = db.query(build, "area_status", area_id=area_id)
    plans = db.query(build, "area_plans", area_id=area_id)
    facts = db.query(build, "area_events", area_id=area_id)
    found = [(str(row.from_date), BEGAN if row.status == "active" else row.status) for row in db.rows(states)]
    found += [(f"{row.from_date:%Y-%m-%d}", f"plan {number} begins") for number, row in enumerate(db.rows(plans), 1)]
    found += [(str(row.happened_on), row.kind) for row in db.rows(facts) if row.kind == "joint statement"]
    return sorted(found)


def period_of(day: str, periods: list[str]) -> str:
    """Return the period, a calendar or financial year, that a day lies in, or nothing."""
    year, month = int(day[:4]), int(day[5:7] or 1)
    first = year if month >= 4 else year - 1
    return next((name for name in (day[:4], f"{first}-{(first + 1) % 100:02}") if name in periods), "")


BEGAN = "began"
ACCOUNT = {
    "awarded_gbp": "Awarded",
    "planned_gbp": "Planned",
    "paid_to_host_gbp": "Paid to the organisation that held it",
    "spent_gbp": "Spent",
    "returned_gbp": "Handed back",
    "host_fee_gbp": "Of it, kept as a fee by the organisation that held it",
}


def account(context: Context, area: str, told: Any) -> None:
    """Show the final account of the area, and on what it was spent."""
    rows = pd.DataFrame(
        [{"What": name, "Pounds (£)": told[column]} for column, name in ACCOUNT.items() if pd.notna(told[column])]
        + sentences.not_accounted(told)
    )
    if rows.empty:
        st.markdown("No return of spending and no award is loaded for this area.")
        return
    if pd.notna(told["first_day"]):
        time = words.between(told["first_day"].date(), told["last_day"].date())
        st.markdown(f"Returns of spending cover {time}, in the prices of the time.")
    left, right = st.columns(2, gap="large")
    with left:
        blocks.table(
            rows.assign(**{"Pounds (£)": rows["Pounds (£)"].round()}),
            alt=f"Final account of {area} in pounds.",
            file_name=blocks.file_name(context, area, "final-account"),
            right=["Pounds (£)"],
        )
    themes = db.query(context.build, "area_themes", area_id=context.view.area)
    with right:
        if themes.empty:
            st.markdown("On what it was spent is not known.")
            return
        blocks.table(
            themes.assign(theme=themes["theme"].str.capitalize(), spent_gbp=themes["spent_gbp"].round())[
                ["theme", "spent_gbp", "coded_by"]
            ].rename(columns={"theme": "Theme", "spent_gbp": "Spent (£)", "coded_by": "Coded by"}),
            alt=f"Spending of {area} by theme.",
            file_name=blocks.file_name(context, area, "spending-by-theme"),
            right=["Spent (£)"],
        )


def funding(context: Context, area: str) -> None:
    """Show what the area sought and was offered, by route; cash, help in kind and time are never added up."""
    rows = db.query(context.build, "area_funding", area_id=context.view.area)
    if rows.empty:
        st.markdown("No bid, offer or win is recorded. A group that chose not to bid did not lose.")
        return
    shown = funding_table(rows)
    blocks.table(
        shown,
        alt=f"What {area} sought and was offered, by route and outcome.",
        file_name=blocks.file_name(context, area, "funding-by-route"),
        right=list(shown.columns[1:]),
        download=lambda: rows,
    )
    if rows["is_apart"].any():
        st.caption("What is not said to be linked to the programme counts as no win of it, and is in no other figure.")
    st.page_link(
        "app_pages/funding/page.py",
        label="Every bid, offer and win",
        query_params=context.view.parameters(),
        width="content",
    )


def funding_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what was sought and offered as people read it, narrow enough for a phone; hours only where there are any."""
    shown = pd.DataFrame(
        {
            "What became of it": [
                f"{row.route.capitalize()} ({row.kind}), {row.outcome}{'; not said to be linked' if row.is_apart else ''}"
                for row in db.rows(rows)
            ],
            "How many": rows["entries"],
            "Asked (£)": rows["asked_gbp"],
            "Awarded or valued (£)": rows["awarded_gbp"],
            "Hours": rows["hours"],
        }
    )
    return shown if rows["hours"].notna().any() else shown.drop(columns="Hours")


def meetings(context: Context, area: str) -> None:
    """Show how many meetings of each kind were held in each year."""
    rows = db.query(context.build, "area_meetings", area_id=context.view.area)
    if rows.empty:
        st.markdown("No meeting is recorded.")
        return
    counts = rows.assign(meetings=rows["meetings"].astype(str))
    wide = counts.pivot(index="held_in", columns="kind", values="meetings").sort_index(ascending=False).fillna("")
    shown = wide.rename(columns=lambda kind: str(kind).capitalize()).rename_axis(columns=None).reset_index(names="Year")
    blocks.table(
        shown.assign(Year=shown["Year"].astype(str)),
        alt=f"Meetings of {area} by year and kind.",
        file_name=blocks.file_name(context, area, "meetings"),
        right=list(shown.columns[1:]),
    )
    st.caption("An empty cell: none of that kind is recorded for the year. More meetings are not better or worse.")


def council(context: Context, area: str) -> None:
    """Show the dated facts about area and council, latest first."""
    rows = db.query(context.build, "area_events", area_id=context.view.area)
    if rows.empty:
        st.markdown("No dated fact about the area and its council is recorded.")
    else:
        blocks.table(
            pd.DataFrame(
                {
                    "When": [words.date_words(day) for day in rows["happened_on"]],
                    "What": [row.what or row.commitment for row in db.rows(rows)],
                    "Kind": rows["kind"].str.capitalize(),
                    "The council": rows["council_role"],
                    "Due": [words.date_words(day) if day else "" for day in rows["due_on"]],
                }
            ),
            alt=f"Dated facts about {area} and its council, latest first.",
            file_name=blocks.file_name(context, area, "council-facts"),
            is_text=True,
        )
    st.page_link(
        "app_pages/councils/page.py",
        label="Both sides, and the council’s other areas",
        query_params=context.view.parameters(),
        width="content",
    )


def outcomes(context: Context, area: str) -> None:
    """Show what was found out on the four outcomes, and what stays."""
    rows = db.query(context.build, "area_findings", area_id=context.view.area)
    if rows.empty:
        st.markdown("No finding on the four outcomes is recorded for this area: what changed here is not known.")
    else:
        blocks.table(
            pd.DataFrame(
                {
                    "Outcome": rows["outcome"].str.capitalize(),
                    "Finding": rows["finding"],
                    "How and when": [f"{row.method}, {words.date_words(row.found_on)}" for row in db.rows(rows)],
                    "Independent": ["yes" if one else "no" for one in rows["is_independent"]],
                    "Source": rows["source"],
                }
            ),
            alt=f"Findings on the four outcomes in {area}.",
            file_name=blocks.file_name(context, area, "findings"),
            is_text=True,
        )


def stays(context: Context, area: str) -> None:
    """Show what stays after the programme."""
    rows = db.query(context.build, "area_legacy", area_id=context.view.area)
    if rows.empty:
        st.markdown("Nothing that stays is recorded; that does not mean that nothing does.")
        return
    blocks.table(
        pd.DataFrame(
            {
                "Kind": rows["kind"].str.capitalize(),
                "What": rows["name"],
                "Since": [words.date_words(day) if day else "not known" for day in rows["since"]],
                "Source": rows["source"],
            }
        ),
        alt=f"What stays in {area} after the programme.",
        file_name=blocks.file_name(context, area, "what-stays"),
        is_text=True,
    )


def missing(context: Context) -> None:
    """Show which returns were due and have not come."""
    rows = db.query(context.build, "area_missing", area_id=context.view.area)
    if rows.empty:
        st.markdown("Every return that was due, as far as that is known, has come.")
        return
    st.markdown("\n".join(f"- {words.plain(line)}" for line in sentences.missing_words(rows, dictionary.title_of)))


def notes(context: Context) -> None:
    """Show what was noted or challenged about the area's figures, by whose role, and what became of it."""
    rows = db.query(context.build, "area_notes", area_id=context.view.area)
    if rows.empty:
        st.markdown("Nobody has noted or challenged anything about these figures.")
        return
    for row in db.rows(rows):
        with st.container(border=True):
            reply = f"  \n**Reply.** {words.plain(row.reply)}" if row.reply else ""
            about = words.plain(dictionary.title_of(row.about).lower())
            st.markdown(
                f"**{row.kind.capitalize()}** about {about}, by the {words.plain(row.by_role)}, {row.noted_on:%-d %B %Y}: "
                f"{words.plain(row.words)}  \nState: {words.plain(row.state)}.{reply}"
            )
