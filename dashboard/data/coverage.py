"""What is in here and what is missing, for the Data page: returns by table and period, and public figures by source."""

from functools import lru_cache

import pandas as pd
import streamlit as st

from dashboard import access, charts, db, dictionary, frame, parts, words
from dashboard.catalogue import Looked

HOW_TO_LOAD = "To load returns, start the dashboard on your own computer with: `make staff`"
NO_PERIOD = "No period given"


def answer(looked: Looked) -> str:
    """Return the page's answer: what covers how many of the areas."""
    programme = looked.catalogue.programme
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


def returns(looked: Looked) -> None:
    """Show what areas sent: a grid of tables and periods, one table as a picture, and what is missing as a file."""
    counts = counted(looked.build)
    if counts.empty:
        no_returns(looked)
        return
    with_period = counts[counts["period"] != NO_PERIOD]
    if len(with_period):
        grid(looked)
        one_table(looked, with_period)
    without_period(counts[counts["period"] == NO_PERIOD])
    missing(looked)
    if access.is_staff():
        warnings(looked)
    else:
        st.markdown(f"{HOW_TO_LOAD}.")


@lru_cache(maxsize=8)
def counted(build: db.Build) -> pd.DataFrame:
    """Return how many returns of each table and period are in each state, with the period in words."""
    counts = db.query(build, "coverage_returns")
    return counts.assign(period=[period_name(row.period_start, row.period_end) for row in db.rows(counts)])


def period_name(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Return a period in words; returns of tables that have no day belong to none."""
    return NO_PERIOD if pd.isna(start) else words.between(start.date(), end.date())


def no_returns(looked: Looked) -> None:
    """Show what would be here, how to load it, and where to see it with invented figures."""
    name, areas = looked.catalogue.programme["programme_name"], looked.catalogue.programme["areas"]
    with st.container(border=True, key="no-returns"):
        st.markdown(
            f"**No returns of {parts.plain(str(name))} are loaded.** Here would stand, for each kind of return and each "
            f"period, which of the {areas} areas sent all of it, a part or nothing, which had nothing to report or had closed, "
            "and a list of what is missing to send round."
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.markdown(f"**Load yours.** {how_to_load()}", width="content")
            for other, told in frame.other_programmes(looked).items():
                if told.programme["is_invented"] and told.programme["areas_with_returns"]:
                    st.page_link(
                        "app_pages/data.py",
                        label=f"See it with {parts.plain(str(told.programme['programme_name']).lower())} data",
                        query_params=frame.also_there(looked.view, other, told),
                        width="content",
                    )


def how_to_load() -> str:
    """Return the way to load returns: the steps above, or how to get to them."""
    return "The three steps are above." if access.is_staff() else f"{HOW_TO_LOAD}."


def grid(looked: Looked) -> None:
    """Show for each table and financial year how many returns are in each state, in words, the newest year first."""
    wide = grid_of(looked.build)
    parts.table(
        wide,
        alt="Returns, one row a table and one column a financial year: how many are in each state.",
        file_name=parts.file_name(looked, "returns-by-year"),
        columns={
            name: st.column_config.TextColumn(width=width_of(wide[name]), pinned=name == "Return")
            for name in wide.columns
        },
        is_wide=True,
    )
    st.caption(
        "Each number is of returns, by the financial year in which most of their period lies; an area that sends one every half "
        "year counts twice. Sent: rows are here, but nobody said whether they are all. Nothing due: the area had not begun or "
        "had closed."
    )


@lru_cache(maxsize=8)
def grid_of(build: db.Build) -> pd.DataFrame:
    """Return the grid of one build's returns that have a period."""
    counts = counted(build)
    return by_year(counts[counts["period"] != NO_PERIOD])


def by_year(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the states of returns in words: one row a table (``Return``), one column a financial year, newest first."""
    middles = counts["period_start"] + (counts["period_end"] - counts["period_start"]) / 2
    years = [words.financial_year(middle.date()) for middle in middles]
    said = (
        counts.assign(year=years)
        .groupby(["table_name", "year", "state"], as_index=False)["areas"]
        .sum()
        .groupby(["table_name", "year"])[["state", "areas"]]
        .apply(lambda rows: words.returns_counted(dict(zip(rows["state"], rows["areas"], strict=True))))
        .rename("said")
        .reset_index()
    )
    wide = said.pivot(index="table_name", columns="year", values="said").fillna("")
    wide = wide[sorted(wide.columns, reverse=True)]
    wide.insert(0, "Return", [dictionary.title_of(str(name)) for name in wide.index])
    return wide.sort_values("Return").reset_index(drop=True)


def without_period(counts: pd.DataFrame) -> None:
    """Name the returns of which rows are here that belong to no period."""
    if len(counts):
        said = sorted(
            f"{dictionary.title_of(str(row.table_name)).lower()} ({words.count_of(int(row.areas), 'area')})"
            for row in db.rows(counts)
        )
        st.markdown(f"**Also here, of no period:** {parts.plain(words.joined(said))}.")


def width_of(texts: pd.Series) -> int:
    """Return how wide a column must be, in pixels, for its longest text."""
    return max(130, round(7.2 * texts.str.len().max()) + 24)


def one_table(looked: Looked, counts: pd.DataFrame) -> None:
    """Show for one table how many areas are in each state, period by period, as a picture and as a table."""
    programme = looked.catalogue.programme
    tables = sorted(counts["table_name"].unique(), key=dictionary.title_of)
    fullest = tables.index(counts.groupby("table_name")["areas"].sum().idxmax())
    table = st.selectbox("Which return", tables, fullest, dictionary.title_of, key="covered-table", width=370)
    rows = counts[counts["table_name"] == table].sort_values(["period_start", "period_end"])
    wide = rows.pivot_table(index="period", columns="state", values="areas", fill_value=0, sort=False).astype(int)
    states = [(state, said, wide[state].tolist()) for state, said in words.RETURN_STATES.items() if state in wide]
    title, newest = dictionary.title_of(str(table)), str(wide.index[-1])
    last = words.returns_counted({state: areas[-1] for state, _, areas in states})
    parts.chart(
        charts.returned(list(wide.index), starts(rows), states, int(programme["areas"]), parts.theme()),
        title=f"{title}, {newest}: {last}",
        subtitle=f"{title}: areas by state of the return, by period.",
        alt=f"{title}, a column a period: "
        + "; ".join(
            f"{period}: {words.returns_counted(dict(zip(wide.columns, row, strict=True)))}"
            for period, row in zip(wide.index, wide.to_numpy().tolist(), strict=True)
        ),
        source=f"What areas and staff sent. Data version {looked.build.version}.",
        key="returned",
    )
    shown = wide[[state for state, _, _ in states]].rename(
        columns={state: said[0].upper() + said[1:] for state, said, _ in states}
    )
    parts.table(
        shown.rename_axis(columns=None).reset_index(names="Period").iloc[::-1],
        alt=f"{title}: areas by state of the return, one row a period, newest first.",
        file_name=parts.file_name(looked, str(table), "returns"),
        right=list(shown.columns),
    )


def starts(rows: pd.DataFrame) -> list[str]:
    """Return for each period of rows in order of time what it is called where room is short: its year or its first month."""
    first = rows.drop_duplicates("period")
    return [
        row.period
        if " " not in row.period
        else f"{words.MONTHS[row.period_start.month - 1][:3]} {row.period_start.year}"
        for row in db.rows(first)
    ]


def missing(looked: Looked) -> None:
    """Offer what was due and has not come as a file to send round."""
    file = all_missing(looked.build)
    if file.empty:
        st.markdown(nothing_missing(db.query(looked.build, "coverage_returns")))
        return
    if parts.names_one(looked):
        file = file[file["Area"] == looked.catalogue.area(looked.view.area)["area_name"]]
    due, areas = len(file), file["Area"].nunique()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown(
            f"**{words.count_of(due, 'return')} of {words.count_of(areas, 'area')} {'is' if due == 1 else 'are'} missing** or "
            "came in part.",
            width="content",
        )
    parts.downloads(lambda: file, due, "What is missing, to send round", parts.file_name(looked, "what-is-missing"))


def nothing_missing(counts: pd.DataFrame) -> str:
    """Return why nothing is listed as missing: all has come, or no list of what was due is loaded."""
    if set(counts["state"]) <= {"sent"}:
        return "No list of what was due is loaded (State of returns), so what is missing cannot be said."
    return "**Nothing is missing** of what is known to be due."


@lru_cache(maxsize=8)
def all_missing(build: db.Build) -> pd.DataFrame:
    """Return the file of what is missing in one build, of all areas."""
    return missing_file(db.query(build, "coverage_missing"))


def missing_file(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what was due and has not come as people read it, one row an area, return and period."""
    return pd.DataFrame(
        {
            "Area": rows["area_name"],
            "Council": rows["council_name"],
            "Return": [dictionary.title_of(name) for name in rows["table_name"]],
            "Period": [period_name(row.period_start, row.period_end) for row in db.rows(rows)],
            "From": rows["period_start"].dt.date,
            "To": rows["period_end"].dt.date,
            "Expected by": [day.date().isoformat() if pd.notna(day) else "" for day in rows["expected_by"]],
            "State": rows["state"],
        }
    )


def warnings(looked: Looked) -> None:
    """Show staff what was odd in rows that were kept."""
    rows = db.query(looked.build, "coverage_warnings")
    if rows.empty:
        return
    with st.expander(f"To look at: what was odd in rows that were kept ({rows['rows_kept'].sum():,} rows)"):
        shown = rows.assign(table_name=[dictionary.title_of(name) for name in rows["table_name"]])
        parts.table(
            shown.rename(
                columns={"table_name": "Return", "area_name": "Area", "says": "What is odd", "rows_kept": "Rows"}
            ),
            alt="What was odd in rows that were kept, by table and area.",
            file_name=parts.file_name(looked, "to-look-at"),
            columns={"What is odd": st.column_config.TextColumn(width=600)},
            right=["Rows"],
        )


def by_source(looked: Looked) -> None:
    """Show how many areas public figures, published facts and returns cover, as a picture and by measure."""
    programme, measures = looked.catalogue.programme, db.query(looked.build, "coverage_measures")
    total = int(programme["areas"])
    counted = measures[measures["topic"] != "Public record"]
    fewest = counted.sort_values("areas_with_figure", kind="stable").drop_duplicates("topic").sort_index()
    on_record, with_returns = int(programme["areas_on_record"]), int(programme["areas_with_returns"])
    labels = [*fewest["topic"], "Published facts", "Returns of areas"]
    counts = {
        "Has a figure": [*fewest["areas_with_figure"], on_record, with_returns],
        "Not reported or not gathered": [*fewest["areas_not_reported"], total - on_record, total - with_returns],
        "Nothing due": [*fewest["areas_not_due"], 0, 0],
        "Hidden to protect people": [*fewest["areas_hidden"], 0, 0],
    }
    shown = [(name, [int(count) for count in values]) for name, values in counts.items() if any(values)]
    complete = int((counted["areas_with_figure"] == total).sum())
    parts.chart(
        charts.coverage(labels, shown, total, parts.theme()),
        title=f"{complete} of {len(counted)} figures cover all {total} areas; facts cover {on_record}, returns {with_returns}",
        subtitle="Areas with a figure in the newest period; for a topic, the measure that fewest areas have.",
        alt="; ".join(f"{label}: {count} of {total} areas" for label, count in zip(labels, shown[0][1], strict=True)),
        source=f"Data version {looked.build.version}.",
        key="coverage",
    )
    parts.table(
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
        file_name=parts.file_name(looked, "coverage"),
    )
