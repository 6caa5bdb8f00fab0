"""Who took part, what was won, how did the council relationship go, and where?"""

from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.app_pages.overview import headlines, measure_menu, name_lists, on_record, returns_line
from dashboard.app_pages.overview.overview_view import overview_view, spread, spread_picture
from dashboard.drawing import maps, strip
from dashboard.model import state
from dashboard.model.catalogue import current_context
from dashboard.parts import blocks, frame, head, small_trends, tables, trace
from dashboard.text import figure_cells, words

MAP_NOTES = (
    "**Maps.** Dots mark the approximate centre of each area. Boundaries are simplified. Tiles keep regions together.",
    "**Colours.** Areas are grouped into fifths (quintiles), excluding zeros. The same groups are used for every year.",
)

context = current_context()
build, catalogue, programme = context.build, context.catalogue, context.catalogue.programme
view = measure_menu.opening_view(context)
context = replace(context, view=view)
measure = catalogue.measures[view.measure]
of_overview = view.only(*state.FILTERS, "measure", "period", "area", "others")
shown = overview_view(build, of_overview)

head.title(f"{programme['areas']} areas: who took part, what they won, how they got on with their councils")
st.html(returns_line.programme_html(context, frame.last_updated(context)))
st.html(headlines.tiles_html(context, view.measure))

head.filters_switch()
measure_menu.filters_row(context)
is_record = view.measure == measure_menu.RECORD
head.answer(on_record.answer(context, shown.areas) if is_record and len(shown.areas) else shown.answer)
if view.filters:
    with st.container(horizontal=True, vertical_alignment="center", key="status"):
        status = words.areas_shown(len(shown.areas), len(catalogue.areas), view.filters)
        st.markdown(f"**{status}** The three headlines are for all areas.", width="content")
        st.button("Clear filters", on_click=state.clear_filters, type="tertiary")
if shown.areas.empty:
    raise head.Done

if head.names_only_own(context):
    st.markdown("The map and lists are left out while no other area is named: the place of a mark would name it.")
elif is_record:
    on_record.show_map_and_names(context, shown.areas)
else:
    with st.container(horizontal=True, gap="medium", key="map-and-names"):
        with st.container(width=690):
            maps.show(build, shown.maps, lambda: state.go(area=st.session_state["maps"]["pick"]))
        st.html(name_lists.name_lists(context, shown.areas, measure), width=460)
with st.container():  # there without an area too: what follows keeps its place, and with it the reader's focus
    if view.area:
        head.chosen_area(context, measure)
        chosen = shown.areas[shown.areas["area_id"] == view.area].assign(period=view.period)
        if len(chosen):
            trace.trace(
                context, view.measure, chosen.iloc[0], catalogue.area(view.area)["area_name"], "area", view.area
            )

if is_record:
    on_record.show_years(context, shown.areas)
st.header(f"{measure.name}, {view.period}")
dots = None if is_record else spread(build, of_overview)
if dots and not head.names_only_own(context):
    blocks.drawn_chart(
        partial(strip.show, dots, lambda: state.go(area=st.session_state["strip"]["pick"])),
        lambda: spread_picture(build, of_overview, head.theme()),
        title=f"How {words.count_of(len(dots['points']), 'area')} are spread",
        subtitle=f"{measure.unit}, {view.period}. Each dot is an area{'; the chosen area is named' if view.area else ''}.",
        alt=shown.answer,
        source=head.source_line(context, "Sources: see Methods and limitations"),
        key="spread",
    )
blocks.table(
    shown.table.assign(Area=tables.area_links(context, shown.areas["area_id"])),
    alt=f"{measure.name}, {view.period}: one row for each area.",
    file_name=blocks.file_name(context, view.measure, view.period, *view.filters),
    formats={figure_cells.heading(measure): f"%,.{shown.decimals}f", "Out of": "%,.0f"},
    download=lambda: blocks.figures_file(context, shown.areas, measure),
)
if shown.codes:
    st.caption(words.plain(shown.codes))
if shown.flags:
    st.markdown(words.plain(shown.flags))
if shown.programme is not None:
    trace.trace(context, view.measure, shown.programme, "all areas together", "programme")

blocks.how_we_know(
    [
        *blocks.measure_lines(context, view.measure),
        *([small_trends.SCALE_NOTE] if any(headline.line for headline in headlines.headlines(build)) else []),
        *([] if is_record else MAP_NOTES),
    ]
)
