"""The blocks of a page: a chart with its quiet line (table, files, origin), a table, and how a measure is made."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.export.table_file import About, csv_bytes, with_origin, xlsx_bytes
from dashboard.model import db
from dashboard.model.catalogue import Context, current_context
from dashboard.parts import reply_form, tables
from dashboard.parts.head import invented_name, with_programme_name
from dashboard.parts.picture_files import offer_pictures
from dashboard.parts.reply_form import Subject
from dashboard.text import figure_cells, table_codes, words

ROLL_UPS = {
    "sum": "The counts of all areas are added up before dividing, so larger areas weigh more.",
    "median": "The median of the areas is shown.",
    "none": "No figure is shown.",
}


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class ChartTable:
    """The figures of a chart as rows, shown and saved on demand; ``file_name`` comes from the function of that name.

    The columns ``right`` are aligned to the right, as numbers are; ``formats`` has formats such as "£%,.0f" by column.
    ``download`` makes the rows of the file where it has more columns than the table; ``note`` stands under the rows.
    """

    rows: pd.DataFrame
    file_name: str
    right: Sequence[str] = ()
    formats: Mapping[str, str] | None = None
    download: Callable[[], pd.DataFrame] | None = None
    note: str = ""


def chart(
    figure: go.Figure,
    title: str,
    subtitle: str,
    alt: str,
    source: str,
    key: str,
    table: ChartTable | None = None,
    about: Callable[[], Sequence[str]] | None = None,
    embed: Callable[[], str] | None = None,
    replies: Subject | None = None,
) -> None:
    """Show a chart: the finding as its title, unit and period, alternative text, source, and one quiet line under it.

    The line has the figures as a ``table``, their files and pictures of the chart, and "About this figure" with the lines
    that ``about`` makes; ``embed`` makes the line of HTML that shows the chart on another website, empty where there is none.
    ``replies`` names the figures of an area that the area may reply to.
    """
    chart_heading(title, subtitle)
    mark_as_invented(figure, invented_name(current_context()))
    st.plotly_chart(
        figure,
        key=key,
        alt=with_programme_name(alt),
        theme=None,
        config={"displaylogo": False, "displayModeBar": False, "responsive": True},
    )
    st.caption(words.plain(source))

    def pictures(name: str) -> None:
        offer_pictures(figure, title, subtitle, alt, source, name)
        if embed:
            offer_embed(embed())

    quiet_line(title, key, table, about, pictures=pictures, replies=replies)


def drawn_chart(
    draw: Callable[[], None],
    figure: Callable[[], go.Figure],
    title: str,
    subtitle: str,
    alt: str,
    source: str,
    key: str,
) -> None:
    """Show a chart that a browser component draws; ``figure`` makes it for the pictures, when they are asked for."""
    chart_heading(title, subtitle)
    draw()
    st.caption(words.plain(source))

    def pictures(name: str) -> None:
        made = figure()
        mark_as_invented(made, invented_name(current_context()))
        offer_pictures(made, title, subtitle, alt, source, name)

    quiet_line(title, key, None, pictures=pictures)


def chart_heading(title: str, subtitle: str) -> None:
    """Show the title of a chart over its subtitle."""
    st.markdown(f"**{words.plain(title)}**  \n{words.plain(subtitle)}")


def offer_embed(line: str) -> None:
    """Show the line of HTML that puts a chart on another website, to copy; nothing where it is empty."""
    if line:
        st.markdown("**Embed.** Copy this line into a web page. It shows the newest public figures, with their source.")
        st.code(line, language="html", wrap_lines=True)


def mark_as_invented(figure: go.Figure, name: str) -> None:
    """Write the name of an invented programme in the corner of a chart, once: a cached chart belongs to one programme."""
    layout: Any = figure.layout
    if name and not layout.meta:
        signs = [note.yshift or 0 for note in layout.annotations if note.yref == "paper" and note.y == 1]
        above = max(signs) + 18 if signs else 0
        figure.update_layout(meta=name, margin_t=max(layout.margin.t or 0, 22 + above))
        figure.add_annotation(
            text=f"{name}: invented",
            xref="paper",
            yref="paper",
            x=1,
            y=1,
            xanchor="right",
            yanchor="bottom",
            yshift=above,
            showarrow=False,
        )


def quiet_line(
    title: str,
    key: str,
    table: ChartTable | None,
    about: Callable[[], Sequence[str]] | None = None,
    label: str = "Table",
    pictures: Callable[[str], None] | None = None,
    replies: Subject | None = None,
) -> None:
    """Show what is on demand under a chart: its figures as a table, their files, and where they come from.

    ``label`` is what opens the table, where it stands without a chart; ``pictures`` offers the chart under a file's name;
    ``replies`` names the figures of an area that the area may reply to.
    """
    if not table and not about and not pictures:
        return
    with st.container(horizontal=True, vertical_alignment="top", gap="medium", key=f"quiet-{key}"):
        if table:
            caption = with_programme_name(title)
            content = tables.table_html(table.rows, caption, table.right, table.formats)
            content += f"<p>{html.escape(table.note)}</p>" if table.note else ""
            summary = html.escape(label)
            st.html(
                f'<details class="table-on-demand"><summary>{summary}</summary>{content}</details>', width="content"
            )
            download_button(title, table.file_name, table.download or (lambda: table.rows), pictures)
        elif pictures:
            context = current_context()
            name = file_name(context, key, context.view.measure, context.view.period, *context.view.filters)
            download_button(title, name, pictures=pictures)
        if about:
            about_button(title, key, about, replies)
        if replies:
            reply_form.show_queries(current_context(), replies)


@st.fragment
def about_button(title: str, key: str, lines: Callable[[], Sequence[str]], replies: Subject | None = None) -> None:
    """Show the button that opens the definition, source and certainty of a figure; ``lines`` are made when it is used."""
    if st.button(named_button("About this figure", title), key=f"about-{key}", type="tertiary"):
        about_dialog(title, lines, replies)


def named_button(label: str, subject: str) -> str:
    """Return a label with its subject in words that only a screen reader reads, so that each button has its own name."""
    return f"{label} :gray[{words.plain(subject)}]"


@st.dialog("About this figure", width="medium")
def about_dialog(title: str, lines: Callable[[], Sequence[str]], replies: Subject | None = None) -> None:
    """Show where a figure comes from and how its area may reply, in a box that takes the focus and closes with Esc."""
    st.markdown(f"**{words.plain(with_programme_name(title))}**")
    st.markdown("\n".join(f"- {line}" for line in lines()))
    if replies:
        reply_form.show_form(replies)


@st.fragment
def download_button(
    title: str,
    file_name: str,
    made: Callable[[], pd.DataFrame] | None = None,
    pictures: Callable[[str], None] | None = None,
) -> None:
    """Show the button that offers rows as CSV and workbook, and a chart as pictures; each is ``made`` when it is chosen."""
    if st.button(named_button("Download", title), key=f"files-{file_name}", type="tertiary"):
        download_dialog(title, file_name, made, pictures)


@st.dialog("Download")
def download_dialog(
    title: str,
    file_name: str,
    made: Callable[[], pd.DataFrame] | None,
    pictures: Callable[[str], None] | None,
) -> None:
    """Show what the file of a table holds, and offer it as CSV and workbook; it may have more rows than the table."""
    st.markdown(f"**{words.plain(with_programme_name(title))}**")
    if made:
        rows = made()
        st.markdown("\n".join(f"- {words.plain(line)}" for line in file_lines(rows, title, file_name)))
        downloads(lambda: rows, len(rows), title, file_name)
    if pictures:
        pictures(file_name)


def file_lines(rows: pd.DataFrame, title: str, file_name: str) -> list[str]:
    """Return what a file holds, as lines: its rows and columns, the areas that the filters leave, and the data version."""
    about = about_file(title, file_name)
    columns = [str(name).replace("_", " ").strip() for name in rows.columns]
    filters = current_context().view.filters
    areas = (
        f"Areas: {', '.join(about.filters)}."
        if about.filters
        else "The filters of the page do not apply to this table."
    )
    return [
        f"{words.count_of(len(rows), 'row')}. Columns: {', '.join(columns)}.",
        *([areas] if filters else []),
        f"{about.programme}, data version {about.version}.{' Every figure is invented.' if about.is_invented else ''}",
    ]


def about_file(title: str, file_name: str) -> About:
    """Return the description in a file; its filters are those that are in its name."""
    context = current_context()
    programme = context.catalogue.programme
    return About(
        with_programme_name(title),
        str(programme["programme_name"]),
        context.build.version,
        bool(programme["is_invented"]),
        [name for name in context.view.filters if file_subject(name) in file_name],
    )


def table(
    rows: pd.DataFrame,
    alt: str,
    file_name: str,
    formats: Mapping[str, str] | None = None,
    download: Callable[[], pd.DataFrame] | None = None,
    right: Sequence[str] = (),
) -> None:
    """Show rows as a table with their file under it: see :class:`ChartTable`; ``alt`` is the name of the table."""
    plain_table(rows, alt, right, formats)
    with st.container(key=f"quiet-table-{file_name}"):
        download_button(alt, file_name, download or (lambda: rows))


def folded_table(label: str, alt: str, table: ChartTable) -> None:
    """Show a table that opens when its ``label`` is pressed, with its file beside it; ``alt`` is the name of the table."""
    quiet_line(alt, f"table-{table.file_name}", table, label=label)


def opened_box(label: str, key: str) -> Any:
    """Show a box whose content is made only when it is open; return the box when it is open, else None."""
    box = st.expander(label, key=key, on_change="rerun")
    return box if box.open else None


def downloads(made: Callable[[], pd.DataFrame], number: int, title: str, file_name: str) -> None:
    """Offer rows as a CSV file and as a workbook, made on request; ``title`` is the title of the file."""
    about = about_file(title, file_name)
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
    """Return the name of a file without its ending: "big-local-map-density-2021-v2026-11-22-abc".

    The name of a table of the areas that filters leave has these filters among its ``parts``.
    """
    return f"{context.catalogue.programme['file_prefix']}-{file_subject(*parts)}-v{context.build.version}"


def file_subject(*parts: str) -> str:
    """Return parts of a file's name, joined: "funding-london-wave-2"."""
    return "-".join(re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") for part in parts if part)


def plain_table(
    rows: pd.DataFrame, alt: str, right: Sequence[str] = (), formats: Mapping[str, str] | None = None
) -> None:
    """Show rows as a table without a file."""
    st.html(tables.table_html(rows, with_programme_name(alt), right, formats))
    if len(rows) > tables.MOST_ROWS:
        st.caption(f"The first {tables.MOST_ROWS:,} of {len(rows):,} rows. The file has all of them.")


def how_we_know(lines: Sequence[str]) -> None:
    """Show source, base, method and caveat under a chart and its table."""
    with st.container(key="methods"):
        st.header("Methods and limitations")
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
        f"**Definition.** {words.plain(measure_row['method'])}",
        f"**Limitations.** {words.plain(measure_row['caveat'])}",
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
            "band": rows["band"],
            "verdict_against_all_areas": [figure_cells.funnel_words(row) if is_judged else "" for row in db.rows(rows)],
            "state": rows["state"],
            "code": [table_codes.cell_code(row.state, row.reliability) for row in db.rows(rows)],
            "data_version": context.build.version,
        }
    )
