"""What is loaded and what is missing, on the Data page: returns by table and period, and figures by source."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import pandas as pd
import streamlit as st

from dashboard.drawing import bar_charts
from dashboard.model import access, db, dictionary
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, frame, head
from dashboard.text import words

PUBLIC_RECORD = "Public record"
HOW_TO_LOAD = "To load returns, start the dashboard on your own computer with: `make staff`"
NO_PERIOD = "No period given"
HOW = {"late": "Late", "came in part": "Partial", "not yet due": "Not yet due"}
"""The states of a missing return, each with the heading of its column."""


def answer(context: Context) -> str:
    """Return how many of the areas have figures, published facts and returns, as sentences."""
    programme = context.catalogue.programme
    areas, with_returns = programme["areas"], programme["areas_with_returns"]
    figures = "Invented" if programme["is_invented"] else "Public"
    sent = (
        f"{words.count_of(int(with_returns), 'area has', 'areas have')} sent returns; below is what came and what is missing."
        if with_returns
        else "Returns of areas are not loaded: how areas did cannot be said from public figures alone."
    )
    return (
        f"{figures} figures cover all {areas} areas. Published facts have been gathered for {programme['areas_on_record']} of "
        f"them. {sent}"
    )


def show_returns(context: Context) -> None:
    """Show the returns: a grid of tables and periods, one table as a picture, and what is missing as a file."""
    counts = state_counts(context.build)
    if counts.empty:
        show_no_returns(context)
        return
    dated = counts_with_period(context.build)
    if len(dated):
        show_grid(context)
        show_table_states(context, dated)
    show_without_period(counts[counts["period"] == NO_PERIOD])
    show_missing(context)
    if access.is_staff():
        show_warnings(context)
    else:
        st.markdown(f"{HOW_TO_LOAD}.")


@lru_cache(maxsize=8)
def state_counts(build: db.Build) -> pd.DataFrame:
    """Return how many returns of each table and period are in each state, with the period in words."""
    counts = db.query(build, "coverage_returns")
    return counts.assign(period=[period_name(row.period_start, row.period_end) for row in db.rows(counts)])


def period_name(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Return a period in words; returns of tables without days have none."""
    return NO_PERIOD if pd.isna(start) else words.date_range(start.date(), end.date())


def show_no_returns(context: Context) -> None:
    """Show what returns would add, how to load them, and where to see them with invented figures."""
    name, areas = context.catalogue.programme["programme_name"], context.catalogue.programme["areas"]
    with st.container(border=True, key="no-returns"):
        st.markdown(
            f"**No returns of {words.plain(str(name))} are loaded.** Here would stand, for each kind of return and each "
            f"period, which of the {areas} areas sent all of it, a part or nothing, which had nothing to report or had closed, "
            "and a list of what is missing to send round."
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.markdown(f"**Load returns.** {loading_instructions()}", width="content")
            frame.show_invented_links(context, "data")


def loading_instructions() -> str:
    """Return how to load returns: by the steps above, or in staff mode."""
    return "The three steps are above." if access.is_staff() else f"{HOW_TO_LOAD}."


def show_grid(context: Context) -> None:
    """Show the share of the returns due that came in full, a row a table and a column a financial year, newest first."""
    shares = year_grid(context.build)
    blocks.table(
        shares,
        alt="Returns, one row a table and one column a financial year: which share of those due are complete.",
        file_name=blocks.file_name(context, "returns-by-year"),
        download=lambda: states_by_year(counts_with_period(context.build)),
    )
    st.caption(
        "Of the returns due in a financial year, the share that came in full or said that there was nothing to report; one "
        "that is not yet due is left out. A dash: none was due. “15 sent”: so many came, and nobody said what was due. The files "
        "have the number in each state."
    )


def counts_with_period(build: db.Build) -> pd.DataFrame:
    """Return how many returns that have a period are in each state."""
    counts = state_counts(build)
    return counts[counts["period"] != NO_PERIOD]


@lru_cache(maxsize=8)
def year_grid(build: db.Build) -> pd.DataFrame:
    """Return the grid of one build's returns that have a period."""
    return shares_by_year(counts_with_period(build))


def financial_years(counts: pd.DataFrame) -> list[str]:
    """Return the financial year in which most of each period lies."""
    middles = counts["period_start"] + (counts["period_end"] - counts["period_start"]) / 2
    return [words.financial_year(middle.date()) for middle in middles]


def shares_by_year(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the share of the returns due that came in full: one row a table (``Return``), one column a financial year."""
    areas, state = counts["areas"], counts["state"]
    sums = (
        counts.assign(
            year=financial_years(counts),
            full=areas.where(state.isin(["complete", "nothing to report"]), 0),
            due=areas.mask(state == "not due", 0) - counts["areas_not_yet_due"],
            sent=areas.where(state == "sent", 0),
        )
        .groupby(["table_name", "year"], as_index=False)[["full", "due", "sent"]]
        .sum()
    )
    sums["cell"] = [share_cell(int(row.full), int(row.due), int(row.sent)) for row in db.rows(sums)]
    return years_across(sums, "–")


def share_cell(full: int, due: int, sent: int) -> str:
    """Return the share of the returns due that came in full, how many were sent if no more is known, or a dash for none due."""
    if due == 0:
        return "–"
    return f"{sent:,} sent" if sent == due else words.share(100 * full / due)


def states_by_year(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the states of returns in words: one row a table (``Return``), one column a financial year, newest first."""
    states = (
        counts.assign(year=financial_years(counts))
        .groupby(["table_name", "year", "state"], as_index=False)["areas"]
        .sum()
        .groupby(["table_name", "year"])[["state", "areas"]]
        .apply(lambda rows: words.return_counts(dict(zip(rows["state"], rows["areas"], strict=True))))
        .rename("cell")
        .reset_index()
    )
    return years_across(states, "")


def years_across(rows: pd.DataFrame, empty: str) -> pd.DataFrame:
    """Return the ``cell`` of each table and year as one row a table, the newest year first."""
    wide = rows.pivot(index="table_name", columns="year", values="cell").fillna(empty)
    wide = wide[sorted(wide.columns, reverse=True)]
    wide.insert(0, "Return", [dictionary.title_of(str(name)) for name in wide.index])
    return wide.sort_values("Return").reset_index(drop=True)


def show_without_period(counts: pd.DataFrame) -> None:
    """Show the returns that are loaded and belong to no period."""
    if len(counts):
        tables = sorted(
            f"{dictionary.title_of(str(row.table_name)).lower()} ({words.count_of(int(row.areas), 'area')})"
            for row in db.rows(counts)
        )
        st.markdown(f"**Also here, of no period:** {words.plain(words.joined(tables))}.")


def show_table_states(context: Context, counts: pd.DataFrame) -> None:
    """Show for one table how many areas are in each state, period by period, as a picture and as a table."""
    programme = context.catalogue.programme
    tables = sorted(counts["table_name"].unique(), key=dictionary.title_of)
    fullest = tables.index(counts.groupby("table_name")["areas"].sum().idxmax())
    table = st.selectbox("Which return", tables, fullest, dictionary.title_of, key="covered-table", width=370)
    rows = counts[counts["table_name"] == table].sort_values(["period_start", "period_end"])
    wide = rows.pivot_table(index="period", columns="state", values="areas", fill_value=0, sort=False).astype(int)
    states = [(state, label, wide[state].tolist()) for state, label in words.RETURN_STATES.items() if state in wide]
    title, newest = dictionary.title_of(str(table)), str(wide.index[-1])
    last = words.return_counts({state: areas[-1] for state, _, areas in states})
    blocks.chart(
        bar_charts.return_states(
            list(wide.index), short_period_names(rows), states, int(programme["areas"]), head.theme()
        ),
        title=f"{title}, {newest}: {last}",
        subtitle=f"{title}: areas by state of the return, by period.",
        alt=f"{title}, a column a period: "
        + "; ".join(
            f"{period}: {words.return_counts(dict(zip(wide.columns, row, strict=True)))}"
            for period, row in zip(wide.index, wide.to_numpy().tolist(), strict=True)
        ),
        source=f"What areas and staff sent. Data version {context.build.version}.",
        key="returned",
    )
    shown = wide[[state for state, _, _ in states]].rename(
        columns={state: label.partition(",")[0].capitalize() for state, label, _ in states}
    )
    blocks.table(
        shown.rename_axis(columns=None).reset_index(names="Period").iloc[::-1],
        alt=f"{title}: areas by state of the return, one row a period, newest first.",
        file_name=blocks.file_name(context, str(table), "returns"),
        right=list(shown.columns),
    )


def short_period_names(rows: pd.DataFrame) -> list[str]:
    """Return the short name of each period, its year or its first month; ``rows`` in order of time."""
    first = rows.drop_duplicates("period")
    return [
        row.period
        if " " not in row.period
        else f"{words.MONTHS[row.period_start.month - 1][:3]} {row.period_start.year}"
        for row in db.rows(first)
    ]


def show_missing(context: Context) -> None:
    """Show the returns that are missing, by area and for the chosen area one by one, with a file to send round."""
    file = all_missing(context.build)
    if file.empty:
        st.markdown(nothing_missing_sentence(db.query(context.build, "coverage_returns")))
        return
    own = ""
    if context.view.area:
        own = str(context.catalogue.area(context.view.area)["area_name"])
        show_missing_of_area(context, own, file[file["Area"] == own])
    if head.names_only_own(context):
        return
    st.markdown(f"**What is missing.** {missing_sentence(file['State'].tolist())} Each of them, to send round:")
    blocks.downloads(lambda: file, len(file), "Each missing return", blocks.file_name(context, "what-is-missing"))
    blocks.table(
        missing_by_area(file),
        alt="What is missing, one row an area, by name: how many returns are late, came in part and are not yet due.",
        file_name=blocks.file_name(context, "missing-by-area"),
    )


def show_missing_of_area(context: Context, area: str, rows: pd.DataFrame) -> None:
    """Show the missing returns of the chosen area, one by one."""
    sentence = missing_sentence(rows["State"].tolist())
    st.markdown(f"**What is missing of {words.plain(area)}.** {sentence}")
    if len(rows):
        blocks.table(
            rows[["Return", "Period", "Expected by", "State"]],
            alt=f"What is missing of {area}, one row a return.",
            file_name=blocks.file_name(context, context.view.area, "what-is-missing"),
        )


def missing_sentence(states: Sequence[str]) -> str:
    """Return how many returns are late, came in part and are not yet due, as a sentence."""
    counts = Counter(states)
    verbs = {how: how if how == "came in part" else f"{'is' if counts[how] == 1 else 'are'} {how}" for how in HOW}
    counted = [f"{words.count_of(counts[how], 'return')} {verbs[how]}" for how in HOW if counts[how]]
    return f"{words.joined(counted)}." if counted else "Nothing."


def missing_by_area(file: pd.DataFrame) -> pd.DataFrame:
    """Return how many returns of each area are late, came in part and are not yet due, one row an area, by name."""
    counts = pd.crosstab(file["Area"], file["State"]).reindex(columns=list(HOW), fill_value=0)
    return counts.rename(columns=HOW).rename_axis(columns=None).reset_index()


def nothing_missing_sentence(counts: pd.DataFrame) -> str:
    """Return why nothing is listed as missing: everything came, or no list of what was due is loaded."""
    if set(counts["state"]) <= {"sent"}:
        return "No list of what was due is loaded (State of returns), so what is missing cannot be said."
    return "**Nothing is missing** of what is known to be due."


@lru_cache(maxsize=8)
def all_missing(build: db.Build) -> pd.DataFrame:
    """Return the file of all missing returns in one build."""
    return missing_file(db.query(build, "coverage_missing"))


def missing_file(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the missing returns as a file, one row an area, return and period."""
    return pd.DataFrame(
        {
            "Area": rows["area_name"],
            "Council": rows["council_name"],
            "Return": [dictionary.title_of(name) for name in rows["table_name"]],
            "Period": [period_name(row.period_start, row.period_end) for row in db.rows(rows)],
            "From": rows["period_start"].dt.date,
            "To": rows["period_end"].dt.date,
            "Expected by": [day.date().isoformat() if pd.notna(day) else "" for day in rows["expected_by"]],
            "State": rows["how"],
        }
    )


def show_warnings(context: Context) -> None:
    """Show staff the warnings about rows that were loaded."""
    rows = db.query(context.build, "coverage_warnings")
    if rows.empty:
        return
    with st.expander(f"To look at: what was odd in rows that were kept ({rows['rows_kept'].sum():,} rows)"):
        shown = rows.assign(table_name=[dictionary.title_of(name) for name in rows["table_name"]])
        blocks.table(
            shown.rename(
                columns={"table_name": "Return", "area_name": "Area", "says": "What is odd", "rows_kept": "Rows"}
            ),
            alt="What was odd in rows that were kept, by table and area.",
            file_name=blocks.file_name(context, "to-look-at"),
            right=["Rows"],
        )


def most_covered(measures: pd.DataFrame) -> pd.DataFrame:
    """Return for each topic the measure that most areas have, in the order of the topics."""
    return (
        measures.sort_values("areas_with_figure", ascending=False, kind="stable").drop_duplicates("topic").sort_index()
    )


def show_by_source(context: Context) -> None:
    """Show how many areas public figures, published facts and returns cover, as a picture and by measure."""
    programme, measures = context.catalogue.programme, db.query(context.build, "coverage_measures")
    total = int(programme["areas"])
    most = most_covered(measures[measures["topic"] != PUBLIC_RECORD])
    on_record, with_returns = int(programme["areas_on_record"]), int(programme["areas_with_returns"])
    labels = [*most["topic"], "Published facts", "Returns of areas"]
    states = states_by_source(most, total, on_record, with_returns)
    complete = int((measures["areas_with_figure"] == total).sum())
    record_counts = words.joined(measures[measures["topic"] == PUBLIC_RECORD]["name"].tolist())
    blocks.chart(
        bar_charts.coverage(labels, states, total, head.theme()),
        title=f"{complete} of {len(measures)} measures have a figure for all {total} areas; facts cover {on_record} areas, "
        f"returns {with_returns}",
        subtitle="Areas with a figure in the newest period; for a topic, the measure that most areas have. The table has every "
        "measure.",
        alt="; ".join(f"{label}: {count} of {total} areas" for label, count in zip(labels, states[0][2], strict=True)),
        source=f"{record_counts}: an area without any has the figure 0, so all have one. Data version {context.build.version}.",
        key="coverage",
    )
    blocks.table(
        measures.drop(columns="sources").rename(
            columns={
                "topic": "Topic",
                "name": "Measure",
                "period": "Newest period",
                "areas_with_figure": "Areas with a figure",
                "areas_not_reported": "Not reported",
                "areas_not_due": "Nothing due",
                "areas_hidden": "Hidden",
            }
        ),
        alt="Coverage of every measure, one row a measure.",
        file_name=blocks.file_name(context, "coverage"),
    )


def states_by_source(
    most: pd.DataFrame, total: int, on_record: int, with_returns: int
) -> list[tuple[str, str, list[int]]]:
    """Return how many areas are in each state, as (state, label, areas by source), without states that no area is in.

    The sources are the topics of ``most``, then published facts and returns.
    """
    counts = {
        ("value", "Has a figure"): [*most["areas_with_figure"], on_record, with_returns],
        ("not reported", "Not reported or not gathered"): [
            *most["areas_not_reported"],
            total - on_record,
            total - with_returns,
        ],
        ("not due", "Nothing due"): [*most["areas_not_due"], 0, 0],
        ("hidden", "Suppressed"): [*most["areas_hidden"], 0, 0],
    }
    return [(*state, [int(count) for count in values]) for state, values in counts.items() if any(values)]
