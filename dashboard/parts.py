"""Pieces that several pages share: the frame, search results, charts with their words, tables, and how we know."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import db, state, words
from dashboard.catalogue import Looked
from dashboard.search import Found, areas_named, postcode_parts

ATTRIBUTION_LINES = (
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
    "Contains OS data © Crown copyright and database right 2025. Contains Royal Mail data © Royal Mail copyright and database "
    "right 2025.",
    "English Indices of Deprivation 2010, 2015, 2019, 2025: MHCLG, OGL v3.0. Census 2021: ONS, OGL v3.0.",
    "MSOA names: House of Commons Library. Council list: mySociety, CC BY 4.0. Grants: 360Giving publishers, CC BY 4.0 as each "
    "publisher states.",
)
SHORT_TABLE = 12
"""A table of at most so many rows is plain: nobody needs to sort it, and its names may wrap."""

ROLL_UPS = {
    "sum": "The counts of all areas are added up before dividing, so larger areas weigh more.",
    "median": "The middle one of the areas is shown.",
    "none": "No figure is shown.",
}
STYLE = Path(__file__).parent / "style.css"


class Done(Exception):
    """Raised by a page that has said all there is to say; the frame's foot still follows, as after st.stop it would not."""


def not_ready(why: str) -> None:
    """Show, in place of every page, why there is nothing to read and what to do."""
    st.html(STYLE)
    st.title("Big Local Compare")
    st.info(why)


def header(looked: Looked, pages: Mapping[str, Any], page: Any) -> None:
    """Show the frame on top of every page: name, pages, search and the version of the data."""
    st.html(STYLE)
    kept = looked.view.parameters()
    with st.container(key="frame", horizontal=True, vertical_alignment="center", gap="small"):
        st.container(key="name", width="content").page_link(pages["map"], label="Big Local Compare", query_params=kept)
        for one in pages.values():
            label = f"**{one.title}**" if one == page else one.title
            st.page_link(one, label=label, query_params=kept, width="content")
        asked = st.text_input(
            "Search for an area, council, ward or postcode",
            key="search",
            placeholder="Area, council, ward or postcode",
            label_visibility="collapsed",
            width=300,
            max_chars=60,
        )
        st.caption(f"Data version {looked.build.version}", width="content")
    if asked:
        found(looked, asked, pages["area"])
    for problem in looked.problems:
        st.warning(problem)


def found(looked: Looked, asked: str, area_page: Any) -> None:
    """Show the areas that a search finds, each a link to its page, with the name it was found by."""
    hits, note = search(looked, asked)
    with st.container(border=True):
        if not hits:
            st.markdown(note or "Nothing is called that. Try another spelling, the council, a ward or a postcode.")
            return
        st.markdown(note or f"{words.count_of(len(hits), 'area')} found, the best fit first:")
        for hit in hits:
            area = looked.catalogue.area(hit.area_id)
            by = "" if hit.kind in ("area", "postcode") else f" (found by {hit.kind}: {hit.by})"
            st.page_link(
                area_page,
                label=f"{area['area_name']}, {area['council_name']}{by}",
                query_params=looked.view.parameters(area=hit.area_id),
            )


def search(looked: Looked, asked: str) -> tuple[list[Found], str]:
    """Return what a search by name or postcode finds, and a sentence where the places themselves do not say enough."""
    parts = postcode_parts(asked)
    if parts is None:
        return areas_named(asked, looked.catalogue.entries), ""
    outcode, incode = parts
    inside = db.query(looked.build, "search_postcode", postcode=outcode + incode) if incode else pd.DataFrame()
    if len(inside):
        note = f"{outcode} {incode} lies in the census areas that stand in for:"
        return [Found(name, "", "postcode", 100) for name in inside["area_id"]], note
    near = db.query(looked.build, "search_outcode", outcode=outcode)
    if near.empty:
        return [], f"There is no postcode district {outcode} in England."
    hits = [Found(row.area_id, f"about {row.distance_km:.0f} km away", "distance", 50) for row in db.rows(near)]
    said = f"{outcode} {incode} lies in no area’s census areas. " if incode else ""
    return hits, f"{said}Nearest to the middle of {outcode}:"


def footer(looked: Looked) -> None:
    """Show the attribution lines and the version under every page."""
    programme = looked.catalogue.programme
    st.divider()
    st.caption(f"{programme['programme_name']}, data version {looked.build.version}. {' '.join(ATTRIBUTION_LINES)}")


def theme() -> str:
    """Return the theme the reader sees: light or dark."""
    return st.context.theme.type or "light"


def title(question: str) -> None:
    """Show the page's question as its title, in the page and in the browser's tab."""
    st.set_page_config(page_title=f"{question} - Big Local Compare")
    st.title(plain(question), anchor=False)


def answer(sentence: str) -> None:
    """Show the page's answer, large, under its title."""
    st.container(key="answer").markdown(plain(sentence))


def filters_switch() -> None:
    """Show, on a phone only, the switch behind which the filters lie."""
    with st.container(key="filters-switch"):
        is_open = st.toggle("Show filters", key="filters-open")
    if not is_open:
        hidden = ", ".join(f".st-key-choose-{name}" for name in state.FILTERS)
        st.html(f"<style>@media (max-width: 640px) {{{hidden} {{display: none;}}}}</style>")


def chosen_area(looked: Looked, measure: words.Measure) -> None:
    """Show the chosen area's figure as a sentence, with the way to its page and the way to let it go."""
    area, view = looked.catalogue.area(looked.view.area), looked.view
    figures = db.query(looked.build, "map_figures", measure_id=view.measure, period=view.period).set_index("area_id")
    figure: Any = figures.loc[view.area]
    said = (
        words.sentence(measure, area["area_name"], figure["value"], view.period)
        if figure["state"] == "value"
        else words.state_sentence(area["area_name"], figure["state"], view.period)
    )
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="chosen"):
        st.markdown(
            f"**{plain(area['area_name'])}**, {plain(area['council_name'])}, wave {area['wave']}. {plain(said)}",
            width="stretch",
        )
        st.page_link("app_pages/area.py", label="Open area", query_params=view.parameters(), width="content")
        st.button("Clear area", on_click=lambda: state.go(area=""), type="tertiary")


def figures_file(looked: Looked, rows: pd.DataFrame, measure: words.Measure) -> pd.DataFrame:
    """Return the rows of a view as a file that explains itself: what, where, when, how much, of how many, whose data."""
    return pd.DataFrame(
        {
            "programme": looked.catalogue.programme["programme_name"],
            "measure": measure.name,
            "unit": measure.unit,
            "period": looked.view.period,
            "area_code": rows["area_id"],
            "area_name": rows["area_name"],
            "area_type": "area",
            "council": rows["council_name"],
            "region": rows["region_name"],
            "wave": rows["wave"],
            "value": rows["value"],
            "numerator": rows["numerator"],
            "denominator": rows["denominator"],
            "state": rows["state"],
            "code": [words.STATES[one][1] for one in rows["state"]],
            "data_version": looked.build.version,
        }
    )


def plain(text: str) -> str:
    """Return a text as Markdown that shows it just as it is."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()<>#+!|$~:" else letter for letter in text)


def chart(figure: go.Figure, title: str, subtitle: str, alt: str, source: str, key: str) -> None:
    """Show a chart with its title, unit and period, its words for people who cannot see it, and its source."""
    st.markdown(f"**{plain(title)}**  \n{plain(subtitle)}")
    st.plotly_chart(
        figure, key=key, alt=alt, theme=None, config={"displaylogo": False, "displayModeBar": False, "responsive": True}
    )
    st.caption(plain(source))


def table(
    rows: pd.DataFrame,
    alt: str,
    file_name: str,
    columns: Mapping[str, Any] | None = None,
    download: Callable[[], pd.DataFrame] | None = None,
    right: Sequence[str] = (),
    is_text: bool = False,
) -> None:
    """Show rows as a table, with a CSV file under it that holds the same rows.

    A short table is plain, its names wrap, and the columns ``right`` are set to the right; so is one that ``is_text``,
    which scrolls when it is long. Any other has ten rows in view and can be sorted. ``download`` makes the
    rows of the file where it has more columns than are shown.
    """
    is_long = len(rows) > SHORT_TABLE
    if is_text or not is_long:
        styled = rows.map(cell).style.set_properties(subset=list(right), **{"text-align": "right"})
        with st.container(key=f"{'text' if is_text else 'table'}-{re.sub(r'[^a-z0-9]+', '-', file_name)}"):
            st.table(styled, hide_index=True, alt=alt, border="horizontal", height=480 if is_long else "content")
    else:
        st.dataframe(rows, hide_index=True, height=388, column_config=dict(columns or {}), alt=alt, placeholder="")
    st.download_button(
        f"Download {'this row' if len(rows) == 1 else f'these {len(rows):,} rows'} (CSV)",
        lambda: csv_bytes(download() if download else rows),
        file_name,
        "text/csv",
        on_click="ignore",
    )


def cell(value: object) -> object:
    """Return a cell of a plain table: an address as a link, other text just as it is, numbers with separators."""
    if isinstance(value, str):
        return f"[open the page]({value})" if re.fullmatch(r"https?://[^\s()]+", value) else plain(value)
    if isinstance(value, float):
        if value != value:
            return ""
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else value


def short_name(area_name: str) -> str:
    """Return the name of an area without what stands in brackets, for labels where room is short."""
    return area_name.split(" (")[0]


def csv_bytes(rows: pd.DataFrame) -> bytes:
    """Return rows as a CSV file that opens well in a spreadsheet: UTF-8 with a mark, no cell that acts as a formula."""
    return rows.map(words.safe_cell).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def how_we_know(lines: Sequence[str]) -> None:
    """Show source, base, method and caveat under a picture and its table."""
    st.header("How we know")
    st.markdown("\n".join(f"- {line}" for line in lines))


def measure_lines(looked: Looked, measure_id: str) -> list[str]:
    """Return what the registry says of one measure, as lines for :func:`how_we_know`."""
    told = looked.catalogue.told(measure_id)
    sources = {row.source_id: row for row in db.rows(db.query(looked.build, "sources"))}
    used = [sources[name] for name in told["sources"].split(", ")]
    links = [f"[{plain(one.title)}]({one.address}) ({plain(one.publisher)})" for one in used]
    return [
        f"**What it is.** {plain(told['method'])}",
        f"**Mind.** {plain(told['caveat'])}",
        f"**Source.** {'; '.join(links)}.",
    ]
