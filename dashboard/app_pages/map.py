"""Where are the areas, and how do they stand on one measure?"""

import pandas as pd
import streamlit as st

from dashboard import charts, db, maps, parts, state, words
from dashboard.catalogue import looked_at

looked = looked_at()
build, told, view = looked.build, looked.catalogue, looked.view
measure = told.measures[view.measure]
programme = told.programme
theme = parts.theme()

parts.title(f"Where are the {programme['areas']} areas, and how do they stand?")
figures = db.query(build, "map_figures", measure_id=view.measure, period=view.period).set_index("area_id")
shown = told.shown(view).drop(columns="area_id").join(figures).reset_index()
with_figure = shown[shown["state"] == "value"]
beside = db.query(build, "figures_beside", measure_id=view.measure, period=view.period).set_index(
    "place_kind", drop=False
)
england = beside["value"].get("england")

if shown.empty:
    parts.answer("No area fits all of these filters.")
elif with_figure.empty:
    parts.answer(f"None of these areas has a figure for {view.period}. The map shows why.")
else:
    parts.answer(words.spread(measure, with_figure["value"].tolist(), len(shown), england, view.period))

parts.filters_switch()
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    state.choose(
        "Measure", "measure", view.measure, list(told.measures), lambda one: told.measures[one].name, width=370
    )
    state.choose("Period", "period", view.period, told.periods[view.measure], width=145)
    state.choose("Region", "region", view.region, told.known()["region"], state.in_words, width=185)
    state.choose("Wave", "wave", view.wave, told.known()["wave"], state.in_words, width=80)
    state.choose("Deprivation", "deprivation", view.deprivation, told.known()["deprivation"], state.in_words, width=230)
with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown(f"**{words.areas_shown(len(shown), len(told.areas), view.filters)}**", width="content")
    st.button("Clear filters", on_click=state.clear_filters, disabled=not view.filters, type="tertiary")
    st.markdown(
        f"{programme['areas']} areas, {programme['state']}. Returns loaded: {programme['areas_with_returns']} of "
        f"{programme['areas']}. On the public record: {programme['areas_on_record']} of {programme['areas']}.",
        width="content",
    )
if shown.empty:
    st.stop()

edges = db.query(build, "measure_breaks", measure_id=view.measure)["edge"].tolist()
marks = maps.marks(shown, measure, edges)
unit = f"{measure.name}, {view.period}"
maps.show(
    build,
    {
        "marks": marks,
        "chosen": view.area,
        "key": maps.key(marks, words.class_labels(edges, measure), measure, edges),
        "titles": {"dots": "On the map of England", "tiles": "One tile an area, by region"},
        "alt": {
            name: f"{kind} of {words.count_of(len(shown), 'area')}: {unit}. The table below has the same figures."
            for name, kind in (
                ("dots", "Map of England with a dot for each"),
                ("tiles", "Tile map with a tile for each"),
            )
        },
        "regions": [
            {"id": row.region_code, "name": row.region_name, "column": row.block_column, "row": row.block_row}
            for row in db.rows(told.regions)
            if row.region_code in set(shown["region_code"])
        ],
        "hint": "Point at a mark to read it; click it, or press Enter, to choose the area.",
    },
    lambda: state.go(area=st.session_state["maps"]["pick"]),
)

if view.area:
    parts.chosen_area(looked, measure, figures)

if len(with_figure) > 1:
    rows = with_figure.assign(label=[mark["label"] for mark in marks if mark["id"] in set(with_figure["area_id"])])
    named = [
        (str(row.place_name), float(row.value))
        for row in db.rows(beside)
        if row.place_kind == "england" or (row.place_kind == "region" and row.place_name == view.region)
    ]
    parts.chart(
        charts.strip(rows, measure, named, view.area, theme),
        title=f"How the areas spread: {measure.name[0].lower()}{measure.name[1:]}",
        subtitle=f"{measure.unit}, {view.period}. Each dot is an area{', the chosen one is named' if view.area else ''}.",
        alt=words.spread(measure, with_figure["value"].tolist(), len(shown), england, view.period),
        source=f"{words.count_of(len(with_figure), 'area')} of {len(shown)} have a figure. Data version {build.version}.",
        key="strip",
    )

st.subheader("The same figures as a table")
heading = f"{measure.short} ({measure.unit})"
table = pd.DataFrame(
    {
        "Area": shown["area_name"],
        "Council": shown["council_name"],
        "Region": shown["region_name"],
        "Wave": shown["wave"],
        heading: shown["value"],
        "Note": [words.STATES[one][1] for one in shown["state"]],
    }
).sort_values(heading, ascending=False, kind="stable")
without_figure = len(with_figure) < len(shown)
parts.table(
    table if without_figure else table.drop(columns="Note"),
    alt=f"{unit}: one row an area, highest first.",
    file_name=f"{programme['file_prefix']}-{view.measure.replace('_', '-')}-{view.period.replace(' ', '-')}-v{build.version}.csv",
    columns={
        heading: st.column_config.NumberColumn(format=f"%,.{max(measure.decimals, 1)}f"),
        "Area": st.column_config.TextColumn(width=400),
        "Council": st.column_config.TextColumn(width=230),
    },
    download=parts.figures_file(looked, shown, measure),
)
if without_figure:
    st.caption(words.CODES_EXPLAINED)

parts.how_we_know(
    [
        *parts.measure_lines(looked, view.measure),
        "**The maps.** Dots stand at the middle of each area or near it; outlines are much simplified. Tiles keep regions "
        "together and neighbours near, but the tile map is a drawing, not a map.",
        "**The colours.** A fifth of all figures of this measure in each class, the same for every period.",
    ]
)
