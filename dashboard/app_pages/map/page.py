"""Where are the areas, and how do they stand on one measure?"""

import streamlit as st

from dashboard.app_pages.map.map_view import map_view
from dashboard.drawing import maps
from dashboard.model import state
from dashboard.model.catalogue import current_context
from dashboard.parts import blocks, head, trace
from dashboard.text import figure_cells, words

WIDTHS = {
    "Area": 180,
    "State": 110,
    "Range (95%)": 115,
    "Against all areas": 190,
    "Council": 140,
    "Region": 175,
    "Wave": 50,
}
"""How wide the columns of the table are, in pixels, so that all are seen."""

context = current_context()
build, told, view = context.build, context.catalogue, context.view
measure, programme = told.measures[view.measure], told.programme
asked = view.only(*state.FILTERS, "measure", "period", "area", "others")
seen = map_view(build, asked, head.theme())

head.title(f"Where are the {programme['areas']} areas, and how do they stand?")
with st.container(horizontal=True, vertical_alignment="center"):
    with st.container(width=960):
        head.answer(seen.answer)
    if seen.programme is not None:
        trace.trace(context, view.measure, seen.programme, "all areas together", "programme")

head.filters_switch()
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    known = told.allowed_values
    state.choose("Measure", "measure", view.measure, known["measure"], told.name_in_menu, width=475)
    state.choose("Period", "period", view.period, told.periods[view.measure], width=145)
    state.choose("Region", "region", view.region, known["region"], state.in_words, width=205)
    state.choose("Wave", "wave", view.wave, known["wave"], state.in_words, width=80)
    state.choose("Deprivation", "deprivation", view.deprivation, known["deprivation"], state.in_words, width=230)
with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown(f"**{words.areas_shown(len(seen.shown), len(told.areas), view.filters)}**", width="content")
    st.button("Clear filters", on_click=state.clear_filters, disabled=not view.filters, type="tertiary")
    st.markdown(
        f"{programme['areas']} areas, {programme['state']}. Returns loaded: {programme['areas_with_returns']} of "
        f"{programme['areas']}. On the public record: {programme['areas_on_record']} of {programme['areas']}.",
        width="content",
    )
if seen.shown.empty:
    raise head.Done

if head.names_only_own(context):
    st.markdown("The maps are left out while no other area is named: where a mark stands would name it.")
else:
    maps.show(build, seen.maps, lambda: state.go(area=st.session_state["maps"]["pick"]))
if view.area:
    head.chosen_area(context, measure)
    chosen = seen.shown[seen.shown["area_id"] == view.area].assign(period=view.period)
    if len(chosen):
        trace.trace(context, view.measure, chosen.iloc[0], told.area(view.area)["area_name"], "area", view.area)

if seen.strip:
    blocks.chart(
        seen.strip,
        title=f"How the areas spread: {measure.name[0].lower()}{measure.name[1:]}",
        subtitle=f"{measure.unit}, {view.period}. Each dot is an area{', the chosen one is named' if seen.names_chosen else ''}.",
        alt=seen.answer,
        source=f"{words.count_of(seen.with_figure, 'area')} of {len(seen.shown)} have a figure. Data version {build.version}.",
        key="strip",
    )

st.header("The same figures as a table")
blocks.table(
    seen.table,
    alt=f"{measure.name}, {view.period}: one row an area.",
    file_name=blocks.file_name(context, view.measure, view.period),
    columns={
        figure_cells.heading(measure): st.column_config.NumberColumn(
            f"{measure.short} ({'%' if measure.is_share else measure.unit})",
            help=measure.unit,
            format=f"%,.{seen.decimals}f",
            width=165,
        ),
        "Out of": st.column_config.NumberColumn(format="%,.0f", width=65),
        **{name: st.column_config.Column(width=width) for name, width in WIDTHS.items()},
    },
    is_wide=True,
    download=lambda: blocks.figures_file(context, seen.shown, measure),
)
if seen.codes:
    st.caption(words.plain(seen.codes))
if seen.flags:
    st.markdown(words.plain(seen.flags))

blocks.how_we_know(
    [
        *blocks.measure_lines(context, view.measure),
        "**The maps.** Dots stand at the middle of each area or near it; outlines are much simplified. Tiles keep regions "
        "together and neighbours near, but the tile map is a drawing, not a map.",
        "**The colours.** A fifth of all figures but zeros of this measure in each class, the same for every single period; "
        "spans of years have classes of their own.",
    ]
)
