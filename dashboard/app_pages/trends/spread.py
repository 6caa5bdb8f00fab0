"""How many areas lie outside the control limits on a measure, on the Trends page: counts, never an order."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app_pages.trends import drawings_spread, sentences_spread
from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.model.state import MOST_COMPARED, SEPARATOR
from dashboard.parts import blocks, head
from dashboard.text import verdicts, words

ABOUT = (
    "**Definition.** Each area is compared with all areas combined. The limits widen for smaller samples and where areas vary "
    "more than chance explains. By chance alone, 998 of 1,000 similar areas would be within the 99.8% limits and 95 of 100 "
    "within the 95% limits.",
    "**Limitations.** Above is not better and below is not worse: it shows where to ask, not why. Areas are counted and never "
    "ranked. The title is for the newest year in which at least half as many areas can be tested as in the fullest year.",
    "**Not tested.** Money, meetings and numbers of people: differences between areas in these are not due to sampling.",
)


def show_spread(context: Context) -> None:
    """Show how many areas lie above, within and below the control limits on the chosen measure, with a way to see which."""
    st.header("Areas outside the control limits")
    view, measure = context.view, context.catalogue.measures[context.view.measure]
    all_measures = db.query(
        context.build, "trends_spread", region=view.region, wave=view.wave, deprivation=view.deprivation
    )
    rows = all_measures[all_measures["measure_id"] == view.measure]
    if rows.empty:
        st.markdown(words.plain(sentences_spread.not_judged_sentence(measure)))
        show_tested(context, all_measures)
        return
    row = newest_row(rows)
    st.markdown(
        words.plain(
            f"{sentences_spread.spread_sentence(row, measure, view.filters)} {verdicts.flags_by_chance(int(row.judged))}"
        )
    )
    which = f"areas shown: {', '.join(view.filters)}" if view.filters else f"all {len(context.catalogue.areas)} areas"
    title = sentences_spread.spread_title(row)
    blocks.chart(
        drawings_spread.spread(
            rows["period"].tolist(),
            [(name, label, rows[name].astype(int).tolist()) for name, label in sentences_spread.SPREAD.items()],
            measure.name,
            head.theme(),
        ),
        title=title,
        subtitle=f"{measure.name}: number of areas by position relative to the control limits, {which}.",
        alt=sentences_spread.spread_sentence(row, measure, view.filters),
        source=head.source_line(context, "Returns of areas and staff"),
        key="spread",
        table=blocks.ChartTable(
            sentences_spread.spread_table(rows),
            blocks.file_name(context, "spread", view.measure, *view.filters),
            right=["Within the limits", "Sample too small"],
            download=lambda: sentences_spread.spread_file(rows, measure),
        ),
        about=lambda: ABOUT,
    )
    label, places = compare_link(context, str(row.outside))
    there = view.parameters(period=str(row.period), areas=SEPARATOR.join(places), topic="", section="funnel")
    st.page_link("app_pages/compare/page.py", label=label, query_params=there, width="content")


def show_tested(context: Context, rows: pd.DataFrame) -> None:
    """Show links to the measures whose areas can be tested."""
    for measure_id in rows.loc[rows["judged"] > 0, "measure_id"].unique():
        there = context.view.parameters(measure=str(measure_id), period="", topic="", section="spread")
        label = context.catalogue.measures[str(measure_id)].name
        st.page_link("app_pages/trends/page.py", label=label, query_params=there, width="content")


def newest_row(rows: pd.DataFrame) -> Any:
    """Return the row of the newest period of one measure in which about as many areas are judged as in its other periods."""
    dated = rows[rows["is_full"] & (rows["period"] != "all years")]
    return next(iter(db.rows(dated if len(dated) else rows)))


def compare_link(context: Context, outside: str) -> tuple[str, list[str]]:
    """Return the label of the link to Compare and the places compared there.

    They are the chosen area, all areas combined and the areas outside the limits, which are left out where only one area
    may be named. With neither a chosen area nor any outside, they are the waves.
    """
    view = context.view
    others = [] if view.others == "unlabelled" else [area_id for area_id in outside.split(SEPARATOR) if area_id]
    own = [view.area] if view.area else []
    if not own and not others:
        return "Compare the waves on this measure", [
            group for group in context.catalogue.groups if group.startswith("wave:")
        ]
    label = "Compare these areas" if others else "Compare the chosen area"
    return label, [*own, "programme:all", *(area_id for area_id in others if area_id != view.area)][:MOST_COMPARED]
