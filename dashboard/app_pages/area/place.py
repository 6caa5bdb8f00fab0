"""The area itself on the Area page: its wards and census areas, its states, councils and plans, and a map of it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.drawing import maps
from dashboard.model import db
from dashboard.model.catalogue import Context, catalogue_of
from dashboard.parts import blocks, head
from dashboard.text import words


@dataclass(frozen=True)
class Line:
    """One thing that is known of an area: its label, a text, and the page that says so, if any."""

    label: str
    text: str
    page: str = ""


ALWAYS_SHOWN = ("Best-fit census areas", "Also known as, or made up of", "Limitations")
"""The lines that are shown; the others open on demand."""


def wards_sentence(build: db.Build, area_id: str) -> str:
    """Return the wards of an area with how much of each lies in the other, largest first; empty where none is known."""
    rows = list(db.rows(db.query(build, "area_wards", area_id=area_id)))
    return (
        f"**Wards of {rows[0].ward_year}.** {words.plain(words.joined([ward_words(row) for row in rows]))}."
        if rows
        else ""
    )


def ward_words(row: Any) -> str:
    """Return a ward with how much of it and of the area lie in the other; one without a published name by its code."""
    name = row.ward_name or f"ward {row.ward_code}"
    return f"{name} ({row.area_in_ward_pct:.0f}% of the area’s people, {row.ward_in_area_pct:.0f}% of the ward’s)"


def show_about(context: Context, area: str) -> None:
    """Show what an area consists of, and on demand its states, councils, organisations and plans."""
    lines = about_lines(context.build, context.view.area)
    shown = [line for line in lines if line.label.split(" of ")[0] in ALWAYS_SHOWN]
    st.markdown("\n".join(f"- **{line.label}.** {words.plain(line.text)}" for line in shown))
    rows = pd.DataFrame(
        {
            "What": [line.label for line in lines],
            "Details": [line.text for line in lines],
            "Page": [line.page for line in lines],
        }
    )
    blocks.folded_table(
        "States, councils, organisations and plans",
        f"About {area}: states, councils, organisations, plans, wards and census areas",
        blocks.ChartTable(rows, blocks.file_name(context, context.view.area, "about")),
    )


@lru_cache(maxsize=500)
def about_lines(build: db.Build, area_id: str) -> list[Line]:
    """Return the facts about an area: state, wave, councils, organisations, plans, other names, wards, census areas, point."""
    programme: Any = catalogue_of(build).programme
    about: Any = db.query(build, "area_about", area_id=area_id).iloc[0]
    names = db.query(build, "area_names", area_id=area_id)["other_name"].tolist()
    wards = db.query(build, "area_wards", area_id=area_id)
    places = db.query(build, "area_places", area_id=area_id)
    sure = (
        "confirmed by a published source"
        if about["wave_confirmed"]
        else "from the order of a published list, not confirmed"
    )
    lines = [Line("Programme", f"{programme['programme_name']}, {programme['state']}.")]
    lines += [state_line(row) for row in db.rows(db.query(build, "area_status", area_id=area_id))]
    lines.append(Line("Wave", f"{about['wave']} ({sure})."))
    lines += [council_line(row) for row in db.rows(db.query(build, "area_councils", area_id=area_id))]
    lines += [host_line(row) for row in db.rows(db.query(build, "area_hosts", area_id=area_id))]
    lines += [plan_line(row) for row in db.rows(db.query(build, "area_plans", area_id=area_id))]
    if not about["council_confirmed"]:
        lines.append(Line("Limitations", "The council is inferred from the name of the place and is not confirmed."))
    if names:
        lines.append(Line("Also known as, or made up of", f"{words.joined(names)}."))
    census = f"{words.joined(places['msoa_name'].tolist())}: {int(places['residents'].sum()):,} people in"
    small = f"{census} {places['small_areas'].sum()} small areas. No official boundary is published."
    lines.append(Line("Best-fit census areas", small))
    if len(wards):
        lines.append(
            Line(
                f"Wards of {wards['ward_year'].iloc[0]}",
                f"{words.joined([ward_words(row) for row in db.rows(wards)])}.",
            )
        )
    lines.append(Line("Point on the map", f"{about['point_quality'].capitalize()}: {about['point_basis']}."))
    return lines


def state_line(row: Any) -> Line:
    """Return one state of an area with its day and its page."""
    return Line(
        "State",
        f"{row.status.capitalize()} from {words.date_words(row.from_date)}. {row.detail}".strip(),
        row.source_url,
    )


def council_line(row: Any) -> Line:
    """Return one council of an area: its kind, its first and last day, and its successor."""
    kinds = {"council": "Council", "county council": "County council", "former council": "Former council"}
    text = f"{row.official_name}, {row.tier}"
    if pd.notna(row.valid_from):
        text += f", from {row.valid_from:%-d %B %Y}"
    if pd.notna(row.valid_to):
        text += f", until {row.valid_to:%-d %B %Y}"
    if row.successor_name:
        text += f"; followed by {row.successor_name}"
    return Line(kinds[row.role], f"{text}.")


def host_line(row: Any) -> Line:
    """Return one organisation that held the money of an area or helped it."""
    time = words.period_of(row.from_date, "")
    until = f" to {words.date_words(row.to_date)}" if row.to_date else ""
    return Line("Organisation", f"{row.organisation} {row.role}, from {time}{until}.")


def plan_line(row: Any) -> Line:
    """Return one plan of an area: its time, vision and priorities."""
    until = f" to {row.to_date:%-d %B %Y}" if pd.notna(row.to_date) else ""
    first = f" First: {row.priorities}." if row.priorities else ""
    return Line(f"Plan, {row.from_date:%-d %B %Y}{until}", f"{row.vision or ''}{first}".strip())


def show_local_map(context: Context, about: Any) -> None:
    """Show where the area lies: the outline of its council, the census areas that stand in for it, and its point."""
    council = db.query(context.build, "outline", kind="council", place_id=about["council_code"])
    stand_in = db.query(context.build, "outline", kind="stand-in", place_id=about["area_id"])
    if council.empty or stand_in.empty:
        st.markdown("There is no outline of this area’s council.")
        return
    maps.show_local(
        council.iloc[0],
        stand_in.iloc[0],
        (int(about["easting"]), int(about["northing"])),
        head.with_programme_name(
            f"Map: {about['area_name']} within {about['council_name']}. Shaded: the best-fit census areas."
        ),
    )
    outlines = (
        "Both outlines are invented."
        if head.invented_name(context)
        else "Contains OS data © Crown copyright and database right 2025."
    )
    st.caption(
        words.plain(
            f"{about['area_name']} within {about['council_name']}. Shaded: the best-fit census areas; not an "
            f"official boundary. {outlines}"
        )
    )
