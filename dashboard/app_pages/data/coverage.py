"""What is in, on the Data page: the answer, returns by period, measures with a figure, and warnings on rows for staff."""

from functools import lru_cache

import pandas as pd
import streamlit as st

from dashboard.app_pages.data import matrix
from dashboard.drawing import bar_charts
from dashboard.model import access, db, dictionary
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, frame, head
from dashboard.text import words


def answer(context: Context) -> str:
    """Return how many of the returns due are in, and how many areas have sent any and have published facts."""
    programme = context.catalogue.programme
    areas, on_record, with_returns = programme["areas"], programme["areas_on_record"], programme["areas_with_returns"]
    figures = "Invented" if programme["is_invented"] else "Public"
    if not with_returns:
        return (
            f"{figures} figures cover all {areas} areas, and published facts {on_record} of them. No returns are loaded, so we "
            "do not know which are overdue."
        )
    verb = "has" if with_returns == 1 else "have"
    sent = f"{with_returns} of {areas} areas {verb} sent a return. There are published facts for {on_record}."
    row = db.query(context.build, "overview_returns").iloc[0]
    if not row["due"]:
        return f"{sent} No list of what was due is loaded, so we do not know what is missing."
    return (
        f"{words.share(100 * row['came'] / row['due'])} of returns due are in: {int(row['came']):,} of {int(row['due']):,}. "
        f"{words.count_of(int(row['overdue']), 'return')} {'is' if row['overdue'] == 1 else 'are'} overdue. {sent}"
    )


def show_returns(context: Context) -> None:
    """Show the returns by area and kind, one kind by period, and what came without a list of what was due."""
    st.header("Returns by area")
    if context.view.area:
        matrix.show_missing_of_area(context)
    if db.query(context.build, "coverage_areas").empty:
        st.markdown("No list of what was due is loaded (State of returns), so we do not know what is missing.")
    else:
        matrix.show_returns_by_area(context)
    counts = db.query(context.build, "coverage_returns")
    dated = counts[counts["period_start"].notna()]
    left, right = st.columns([3, 1], gap="large")
    if len(dated):
        with left:
            show_periods(context, dated)
    with right:
        show_without_period(counts[counts["period_start"].isna()])
    if access.is_staff():
        show_warnings(context)


def show_no_returns(context: Context) -> None:
    """Show what returns would add, and where to see them with invented figures."""
    name = words.plain(str(context.catalogue.programme["programme_name"]))
    with st.container(border=True, key="no-returns"):
        st.markdown(
            f"**No returns of {name} are loaded.** Returns would add a table of what each area has sent, what is overdue and "
            f"what is not yet due.{' To load them, use the three steps above.' if access.is_staff() else ''}"
        )
        frame.show_invented_links(context, "data")


def show_without_period(counts: pd.DataFrame) -> None:
    """Show the returns that are loaded and belong to no period."""
    if len(counts):
        titles = {dictionary.title_of(str(row.table_name)): int(row.areas) for row in db.rows(counts)}
        st.header("Other data held")
        st.markdown("Not tied to a period:")
        lines = [f"- {words.plain(title)}: {words.count_of(titles[title], 'area')}" for title in sorted(titles)]
        st.markdown("\n".join(lines))


def show_periods(context: Context, counts: pd.DataFrame) -> None:
    """Show for one kind of return how many areas are in each state, period by period."""
    kinds = sorted(counts["table_name"].unique(), key=dictionary.title_of)
    fullest = kinds.index(counts.groupby("table_name")["areas"].sum().idxmax())
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.header("Returns by period", anchor=matrix.AFTER, width="content")
        kind = st.selectbox("Which return", kinds, fullest, dictionary.title_of, key="covered-table", width=370)
    wide = states_by_period(context.build, str(kind))
    total, title = int(context.catalogue.programme["areas"]), dictionary.title_of(str(kind))
    by_period = {str(period): words.return_counts(row) for period, row in wide.to_dict("index").items()}
    newest = list(by_period)[-1]
    blocks.chart(
        bar_charts.return_states(
            list(by_period),
            [short_period_name(period) for period in by_period],
            [(state, wide[state].tolist()) for state in wide.columns],
            total,
            head.theme(),
        ),
        title=f"{title}, {newest}: {by_period[newest]}",
        subtitle=f"Areas by state of the return, of {total} areas.",
        alt=f"{title}, a column a period: " + "; ".join(f"{period}: {states}" for period, states in by_period.items()),
        source=head.source_line(context, "What areas and staff sent"),
        key="returned",
        table=blocks.ChartTable(
            wide.rename(columns=str.capitalize).rename_axis(columns=None).reset_index(names="Period").iloc[::-1],
            blocks.file_name(context, str(kind), "returns"),
            right=[state.capitalize() for state in wide.columns],
        ),
    )


@lru_cache(maxsize=50)
def states_by_period(build: db.Build, kind: str) -> pd.DataFrame:
    """Return how many areas are in each state of one kind of return: one row a period, in order of time."""
    counts = db.query(build, "coverage_returns")
    counts = counts[(counts["table_name"] == kind) & counts["period_start"].notna()]
    periods = [words.date_range(row.period_start.date(), row.period_end.date()) for row in db.rows(counts)]
    wide = counts.assign(period=periods).pivot_table(
        index="period", columns="standing", values="areas", fill_value=0, sort=False
    )
    return wide.astype(int)[[state for state in words.RETURN_STATES if state in wide]]


def short_period_name(period: str) -> str:
    """Return the short name of a period: its year or its first month, "Apr 2016" for "Apr to Sep 2016"."""
    if " to " not in period:
        return period
    first = period.partition(" to ")[0]
    return first if first[-1].isdigit() else f"{first} {period[-4:]}"


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


def show_measures(context: Context) -> None:
    """Show how many measures have a figure for every area, and on demand the coverage of each."""
    measures, total = db.query(context.build, "coverage_measures"), int(context.catalogue.programme["areas"])
    complete = int((measures["areas_with_figure"] == total).sum())
    st.markdown(f"{complete} of {len(measures)} measures have a figure for all {total} areas.")
    blocks.folded_table(
        "Coverage of each measure",
        "Areas with a figure in the newest period, one row a measure.",
        blocks.ChartTable(
            measures.drop(columns="sources").rename(
                columns={
                    "topic": "Topic",
                    "name": "Measure",
                    "period": "Newest period",
                    "areas_with_figure": "Areas with a figure",
                    "areas_not_reported": "No data reported",
                    "areas_not_due": "Not applicable",
                    "areas_hidden": "Suppressed",
                }
            ),
            blocks.file_name(context, "coverage"),
        ),
    )
