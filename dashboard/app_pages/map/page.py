"""Where are the areas, and how do they stand on one measure?"""

import streamlit as st

from dashboard.app_pages.map.map_view import map_view
from dashboard.drawing import maps
from dashboard.model import state
from dashboard.model.catalogue import current_context
from dashboard.parts import blocks, head, trace
from dashboard.text import figure_cells, words

context = current_context()
build, catalogue, view = context.build, context.catalogue, context.view
measure, programme = catalogue.measures[view.measure], catalogue.programme
map_fields = view.only(*state.FILTERS, "measure", "period", "area", "others")
shown_map = map_view(build, map_fields, head.theme())

head.title(f"Where are the {programme['areas']} areas, and how do they stand?")
with st.container(horizontal=True, vertical_alignment="center"):
    with st.container(width=960):
        head.answer(shown_map.answer)
    if shown_map.programme is not None:
        trace.trace(context, view.measure, shown_map.programme, "all areas together", "programme")

head.filters_switch()
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    allowed = catalogue.allowed_values
    state.choose("Measure", "measure", view.measure, allowed["measure"], catalogue.name_in_menu, width=475)
    state.choose("Period", "period", view.period, catalogue.periods[view.measure], width=145)
    state.choose("Region", "region", view.region, allowed["region"], state.filter_label, width=205)
    state.choose("Wave", "wave", view.wave, allowed["wave"], state.filter_label, width=80)
    state.choose("Deprivation", "deprivation", view.deprivation, allowed["deprivation"], state.filter_label, width=230)
with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown(f"**{words.areas_shown(len(shown_map.areas), len(catalogue.areas), view.filters)}**", width="content")
    st.button("Clear filters", on_click=state.clear_filters, disabled=not view.filters, type="tertiary")
    st.markdown(
        f"{programme['areas']} areas, {programme['state']}. Returns loaded: {programme['areas_with_returns']} of "
        f"{programme['areas']}. On the public record: {programme['areas_on_record']} of {programme['areas']}.",
        width="content",
    )
if shown_map.areas.empty:
    raise head.Done

if head.names_only_own(context):
    st.markdown("The maps are left out while no other area is named: where a mark stands would name it.")
else:
    maps.show(build, shown_map.maps, lambda: state.go(area=st.session_state["maps"]["pick"]))
if view.area:
    head.chosen_area(context, measure)
    chosen = shown_map.areas[shown_map.areas["area_id"] == view.area].assign(period=view.period)
    if len(chosen):
        trace.trace(context, view.measure, chosen.iloc[0], catalogue.area(view.area)["area_name"], "area", view.area)

if shown_map.strip:
    blocks.chart(
        shown_map.strip,
        title=f"How the areas spread: {measure.name[0].lower()}{measure.name[1:]}",
        subtitle=(
            f"{measure.unit}, {view.period}. "
            f"Each dot is an area{', the chosen one is named' if shown_map.names_chosen else ''}."
        ),
        alt=shown_map.answer,
        source=(
            f"{words.count_of(shown_map.with_figure, 'area')} of {len(shown_map.areas)} have a figure. "
            f"Data version {build.version}."
        ),
        key="strip",
    )

st.header("The same figures as a table")
blocks.table(
    shown_map.table,
    alt=f"{measure.name}, {view.period}: one row an area.",
    file_name=blocks.file_name(context, view.measure, view.period),
    formats={figure_cells.heading(measure): f"%,.{shown_map.decimals}f", "Out of": "%,.0f"},
    download=lambda: blocks.figures_file(context, shown_map.areas, measure),
)
if shown_map.codes:
    st.caption(words.plain(shown_map.codes))
if shown_map.flags:
    st.markdown(words.plain(shown_map.flags))

blocks.how_we_know(
    [
        *blocks.measure_lines(context, view.measure),
        "**The maps.** Dots stand at the middle of each area or near it; outlines are much simplified. Tiles keep regions "
        "together and neighbours near, but the tile map is a drawing, not a map.",
        "**The colours.** A fifth of all figures but zeros of this measure in each class, the same for every single period; "
        "spans of years have classes of their own.",
    ]
)
