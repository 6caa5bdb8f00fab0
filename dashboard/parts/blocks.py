"""The blocks of a page: a chart with its text, a table with its files, and how a measure is made."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.export.table_file import About, csv_bytes, with_origin, xlsx_bytes
from dashboard.model import db
from dashboard.model.catalogue import Context, current_context
from dashboard.parts.head import invented_name, with_programme_name
from dashboard.text import figure_cells, table_codes, words

SHORT_TABLE = 12
"""A table of at most so many rows is plain: it needs no sorting, and its names may wrap."""


WHOLE_TABLE = 24
"""A plain table of at most so many rows is shown whole; a longer one scrolls."""


ROLL_UPS = {
    "sum": "The counts of all areas are added up before dividing, so larger areas weigh more.",
    "median": "The middle one of the areas is shown.",
    "none": "No figure is shown.",
}


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def chart(figure: go.Figure, title: str, subtitle: str, alt: str, source: str, key: str) -> None:
    """Show a chart with its title, unit and period, its alternative text, and its source."""
    st.markdown(f"**{words.plain(title)}**  \n{words.plain(with_programme_name(subtitle))}")
    name = invented_name(current_context())
    if name and figure.data and figure.data[0]["hovertemplate"] is None:  # a cached figure belongs to one programme
        figure.update_traces(hovertemplate=f"%{{hovertext}} ({name})<extra></extra>")
    st.plotly_chart(
        figure,
        key=key,
        alt=with_programme_name(alt),
        theme=None,
        config={"displaylogo": False, "displayModeBar": False, "responsive": True},
    )
    st.caption(words.plain(source))


def table(
    rows: pd.DataFrame,
    alt: str,
    file_name: str,
    columns: Mapping[str, Any] | None = None,
    download: Callable[[], pd.DataFrame] | None = None,
    right: Sequence[str] = (),
    is_text: bool = False,
    is_wide: bool = False,
) -> None:
    """Show rows as a table, with the same rows under it as files. ``file_name`` comes from the function of that name.

    A short table is plain: its names wrap, and the columns ``right`` are aligned to the right. So is a table that
    ``is_text``, which scrolls when it is long. Any other, and one that ``is_wide``, shows ten rows and can be sorted.
    ``download`` makes the rows of the file where it has more columns than the table.
    """
    if not is_wide and (is_text or len(rows) <= SHORT_TABLE):
        plain_table(rows, alt, key=f"{'text' if is_text else 'table'}-{file_name}", right=right)
    else:
        height = 388 if len(rows) > SHORT_TABLE else "content"
        st.dataframe(
            rows,
            hide_index=True,
            height=height,
            column_config=dict(columns or {}),
            alt=with_programme_name(alt),
            placeholder="",
        )
    downloads(download or (lambda: rows), len(rows), alt, file_name)


def opened_box(label: str, key: str) -> Any:
    """Show a box whose content is made only when it is open; return the box when it is open, else None."""
    box = st.expander(label, key=key, on_change="rerun")
    return box if box.open else None


def downloads(made: Callable[[], pd.DataFrame], number: int, title: str, file_name: str) -> None:
    """Offer rows as a CSV file and as a workbook, made on request; ``title`` is the title of the file."""
    context = current_context()
    programme = context.catalogue.programme
    about = About(
        with_programme_name(title),
        str(programme["programme_name"]),
        context.build.version,
        bool(programme["is_invented"]),
        context.view.filters,
    )
    rows_label = "this row" if number == 1 else f"these {number:,} rows"
    forms = {
        "CSV": ("csv", "text/csv", lambda: csv_bytes(with_origin(made(), about))),
        "XLSX": ("xlsx", XLSX, lambda: xlsx_bytes(with_origin(made(), about), about)),
    }
    with st.container(horizontal=True, gap="small"):
        for form, (ending, kind, content) in forms.items():
            name = f"{file_name}.{ending}"
            st.download_button(f"Download {rows_label} ({form})", content, name, kind, on_click="ignore", key=name)


def file_name(context: Context, *parts: str) -> str:
    """Return the name of a file without its ending: "big-local-map-density-2021-v2026-11-22-abc"."""
    subject = "-".join(re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") for part in parts if part)
    return f"{context.catalogue.programme['file_prefix']}-{subject}-v{context.build.version}"


def plain_table(rows: pd.DataFrame, alt: str, key: str, right: Sequence[str] = ()) -> None:
    """Show rows as a plain table in a container with that key; a long one scrolls.

    The key ends with the numbers of the columns aligned to the right, which the style sheet reads: "wins-r2-r3-".
    """
    right_numbers = "".join(f" r{number}-" for number, name in enumerate(rows.columns, 1) if name in right)
    height = 480 if len(rows) > WHOLE_TABLE else "content"
    with st.container(key=re.sub(r"[^a-z0-9]+", "-", f"{key}{right_numbers}")):
        st.table(rows.map(cell), hide_index=True, alt=with_programme_name(alt), border="horizontal", height=height)


def cell(value: object) -> object:
    """Return a cell of a plain table: an address as a link, other text unchanged, numbers with separators."""
    if isinstance(value, str):
        return f"[open the page]({value})" if re.fullmatch(r"https?://[^\s()]+", value) else words.plain(value)
    if isinstance(value, float):
        if value != value:
            return ""
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else value


def how_we_know(lines: Sequence[str]) -> None:
    """Show source, base, method and caveat under a chart and its table."""
    st.header("How we know")
    st.markdown("\n".join(f"- {line}" for line in lines))


def measure_lines(context: Context, measure_id: str) -> list[str]:
    """Return method, caveat and sources of one measure as lines for :func:`how_we_know`."""
    return list(_measure_lines(context.build, measure_id))


@lru_cache(maxsize=500)
def _measure_lines(build: db.Build, measure_id: str) -> tuple[str, ...]:
    measure_row: Any = db.query(build, "measures").set_index("measure_id").loc[measure_id]
    sources = {row.source_id: row for row in db.rows(db.query(build, "sources"))}
    used = [sources[name] for name in measure_row["sources"].split(", ")]
    links = [
        (f"[{words.plain(row.title)}]({row.address})" if row.address.startswith("http") else words.plain(row.title))
        + f" ({words.plain(', '.join(part for part in (row.publisher, row.dated) if part))})"
        for row in used
    ]
    return (
        f"**What it is.** {words.plain(measure_row['method'])}",
        f"**Keep in mind.** {words.plain(measure_row['caveat'])}",
        f"**Source.** {'; '.join(links)}.",
    )


def figures_file(context: Context, rows: pd.DataFrame, measure: words.Measure) -> pd.DataFrame:
    """Return the rows of a view as a file that explains itself: measure, place, period, value, interval, state and version.

    A figure for staff only is written as hidden.
    """
    rows = figure_cells.rows_for_file(rows)
    is_judged = figure_cells.is_judged(rows).any()
    return pd.DataFrame(
        {
            "programme": context.catalogue.programme["programme_name"],
            "measure": measure.name,
            "unit": measure.unit,
            "period": context.view.period,
            "area_code": rows["area_code"],
            "area_name": rows["area_name"],
            "area_type": "area",
            "council": rows["council_name"],
            "region": rows["region_name"],
            "wave": rows["wave"],
            "value": rows["value"],
            "lower_confidence_interval_95": rows["lower"],
            "upper_confidence_interval_95": rows["upper"],
            "numerator": rows["numerator"],
            "denominator": rows["denominator"],
            "verdict_against_all_areas": [figure_cells.funnel_words(row) if is_judged else "" for row in db.rows(rows)],
            "state": rows["state"],
            "code": [table_codes.cell_code(row.state, row.reliability) for row in db.rows(rows)],
            "data_version": context.build.version,
        }
    )
