"""The area itself on the Area page: its state, councils, plans, wards and census areas as a list, and a map of it."""

from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.drawing import maps
from dashboard.model import db
from dashboard.model.catalogue import Context, catalogue_of
from dashboard.parts import head
from dashboard.text import words


@lru_cache(maxsize=500)
def about_lines(build: db.Build, area_id: str) -> str:
    """Return the facts about an area as a Markdown list: state, wave, councils, other names, wards, census areas, point."""
    programme: Any = catalogue_of(build).programme
    about: Any = db.query(build, "area_about", area_id=area_id).iloc[0]
    councils = db.query(build, "area_councils", area_id=area_id)
    states = db.query(build, "area_status", area_id=area_id)
    names = db.query(build, "area_names", area_id=area_id)["other_name"].tolist()
    wards = db.query(build, "area_wards", area_id=area_id)
    places = db.query(build, "area_places", area_id=area_id)
    lines = [f"**Programme.** {programme['programme_name']}, {programme['state']}."]
    lines += [
        f"**State.** {row.status.capitalize()} from {words.date_words(row.from_date)}. {words.plain(row.detail)} "
        f"[Page]({row.source_url})"
        for row in db.rows(states)
    ]
    sure = (
        "confirmed by a published source"
        if about["wave_confirmed"]
        else "from the order of a published list, not confirmed"
    )
    lines.append(f"**Wave.** {about['wave']} ({sure}).")
    lines += [council_line(row) for row in db.rows(councils)]
    lines += [host_line(row) for row in db.rows(db.query(build, "area_hosts", area_id=area_id))]
    lines += [plan_line(row) for row in db.rows(db.query(build, "area_plans", area_id=area_id))]
    if not about["council_confirmed"]:
        lines.append("**Limitations.** The council is inferred from the name of the place and is not confirmed.")
    if names:
        lines.append(f"**Also known as, or made up of.** {words.plain(words.joined(names))}.")
    lines.append(
        f"**Best-fit census areas.** {words.plain(words.joined(places['msoa_name'].tolist()))}: "
        f"{int(places['residents'].sum()):,} people in {places['small_areas'].sum()} small areas. "
        "No official boundary is published."
    )
    named = [
        f"{row.ward_name} ({row.area_in_ward_pct:.0f}% of the area’s people, {row.ward_in_area_pct:.0f}% of the ward’s)"
        for row in db.rows(wards)
    ]
    if named:
        lines.append(f"**Wards of {wards['ward_year'].iloc[0]}.** {words.plain(words.joined(named))}.")
    lines.append(f"**Point on the map.** {about['point_quality'].capitalize()}: {words.plain(about['point_basis'])}.")
    return "\n".join(f"- {line}" for line in lines)


def council_line(row: Any) -> str:
    """Return one council of an area as a line: its kind, its first and last day, and its successor."""
    kinds = {"council": "Council", "county council": "County council", "former council": "Former council"}
    line = f"**{kinds[row.role]}.** {words.plain(row.official_name)}, {row.tier}"
    if pd.notna(row.valid_from):
        line += f", from {row.valid_from:%-d %B %Y}"
    if pd.notna(row.valid_to):
        line += f", until {row.valid_to:%-d %B %Y}"
    if row.successor_name:
        line += f"; followed by {words.plain(row.successor_name)}"
    return line + "."


def host_line(row: Any) -> str:
    """Return one organisation that held the money of an area or helped it, as a line."""
    time = words.period_of(row.from_date, "")
    until = f" to {words.date_words(row.to_date)}" if row.to_date else ""
    return f"**Organisation.** {words.plain(row.organisation)} {words.plain(row.role)}, from {time}{until}."


def plan_line(row: Any) -> str:
    """Return one plan of an area as a line: its time, vision and priorities."""
    until = f" to {row.to_date:%-d %B %Y}" if pd.notna(row.to_date) else ""
    first = f" First: {words.plain(row.priorities)}." if row.priorities else ""
    return f"**Plan, {row.from_date:%-d %B %Y}{until}.** {words.plain(row.vision or '')}{first}"


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
