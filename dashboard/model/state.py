"""The view of a page: programme, measure, period, filters and chosen area, all held in the page's address.

The address is the only state: it is read at the start of every run, the controls are set from it, and a changed control
writes to it. So a link restores the view, Back goes back, and the pages share one state.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

ANY = "all"
SEPARATOR = "."
"""The separator of the areas of a comparison in the address; no id contains it."""
MOST_COMPARED = 10


@dataclass(frozen=True)
class View:
    """One view; ``all`` in a filter means that it is off, an empty area that none is chosen.

    ``areas`` holds the areas and groups compared; ``topic`` a group of measures; ``beside`` a second measure; ``axis``
    whether time runs by the calendar or by years since the plan; ``same`` whether only areas with a figure in every
    period count; ``prices`` cash or real terms; ``section`` the part of a page that is shown; ``others`` whether areas
    other than the chosen one are named; ``theme``, ``kind``, ``year`` and ``words`` which facts of the public record are
    shown; ``find`` the search query. A pack for a meeting has its ``audience``, the day of the last meeting (``since``),
    whether an ``election`` is near, and its ``findings`` in order. ``v`` is the version that the address is pinned to.
    """

    programme: str = "big_local"
    measure: str = "deprivation_rank"
    period: str = ""
    region: str = ANY
    wave: str = ANY
    deprivation: str = ANY
    area: str = ""
    areas: str = ""
    topic: str = ""
    beside: str = ""
    axis: str = "calendar"
    same: str = ANY
    prices: str = "cash"
    council: str = ""
    others: str = "named"
    section: str = ""
    theme: str = ANY
    kind: str = ANY
    year: str = ANY
    words: str = ""
    find: str = ""
    audience: str = "board"
    since: str = ""
    election: str = ANY
    findings: str = ""
    v: str = ""

    @property
    def chosen(self) -> list[str]:
        """The areas and groups chosen for comparison, in the order of choice."""
        return self.areas.split(SEPARATOR) if self.areas else []

    @property
    def filters(self) -> list[str]:
        """The filters that are on, in words."""
        wave = [] if self.wave == ANY else [f"wave {self.wave}"]
        return [
            *([] if self.region == ANY else [self.region]),
            *wave,
            *([] if self.deprivation == ANY else [self.deprivation.lower()]),
        ]

    def only(self, *names: str) -> "View":
        """Return this view with only its programme and these parts, all else at its default, so that more views share a cache."""
        return View(self.programme, **{name: getattr(self, name) for name in names})

    def parameters(self, **changes: str) -> dict[str, str]:
        """Return the address parameters of this view with these changes; defaults are left out."""
        defaults = View()
        changed = replace(self, **changes)
        return {name: value for name, value in vars(changed).items() if value != getattr(defaults, name)}


FILTERS = ("region", "wave", "deprivation")
WORDS = {
    "measure": "measure",
    "period": "period",
    "region": "region",
    "wave": "wave",
    "deprivation": "deprivation group",
    "area": "area",
    "programme": "programme",
    "topic": "topic",
    "beside": "second measure",
    "council": "council",
    "axis": "way to tell the years",
    "same": "choice of areas",
    "prices": "kind of prices",
    "section": "part of this page",
    "others": "way to name the other areas",
    "theme": "theme of facts",
    "kind": "kind of fact",
    "year": "year of facts",
    "audience": "audience",
    "election": "choice before an election",
}
CHOICES = {
    "axis": ("calendar", "plan"),
    "same": (ANY, "same"),
    "prices": ("cash", "real"),
    "section": (
        *("topic", "funnel", "places"),
        *("route", "pound", "year", "source", "support", "record"),
        *("money", "themes", "outcomes", "published", "limits", "report"),
        *("wall", "spread", "list"),
        *("overdue", "partial", "not-yet-due", "all-in"),
    ),
    "others": ("named", "unlabelled"),
    "audience": ("board", "councillors", "funders"),
    "election": (ANY, "near"),
}
"""The allowed values of those parts of the address that are the same in every programme."""


def read_view(
    address: Mapping[str, str],
    allowed: Mapping[str, Sequence[str]],
    periods: Mapping[str, Sequence[str]],
    opening_periods: Mapping[str, str],
) -> tuple[View, list[str]]:
    """Return the view of an address, and a sentence for each value in it that is not allowed.

    ``allowed`` holds the values of every parameter but the period, ``periods`` those of each measure, newest first, and
    ``opening_periods`` the one that is shown when the address has none.
    """
    view, problems = View(), []
    for name in WORDS:
        if name == "period" or name not in address:
            continue
        if address[name] in allowed[name]:
            view = replace(view, **{name: address[name]})
        else:
            problems.append(f"There is no {WORDS[name]} “{harmless_text(address[name])}”. {_instead(name)}")
    view = replace(view, find=harmless_text(address.get("find", "")), words=harmless_text(address.get("words", "")))
    view = replace(view, v=harmless_text(address.get("v", "")))
    view = replace(view, since=_day(address.get("since", "")), findings=_ids(address.get("findings", "")))
    view, area_problems = _with_areas(view, address.get("areas", ""), allowed["areas"])
    problems += area_problems
    if view.measure not in allowed["measure"]:
        view = replace(view, measure=allowed["measure"][0])
    opening = opening_periods[view.measure]
    period = address.get("period", opening)
    if period not in periods[view.measure]:
        problems.append(
            f"There are no figures of “{harmless_text(period)}” for this measure. Those of {opening} are shown instead."
        )
        period = opening
    return replace(view, period=period), problems


def _with_areas(view: View, areas: str, allowed: Sequence[str]) -> tuple[View, list[str]]:
    """Return the view with those areas of an address that exist, each once, and a sentence on each of the others."""
    place_ids = list(dict.fromkeys(place_id for place_id in areas.split(SEPARATOR) if place_id))
    unknown = [place_id for place_id in place_ids if place_id not in allowed]
    chosen = [place_id for place_id in place_ids if place_id in allowed]
    problems = [f"There is no area or group “{harmless_text(place_id)}”. It is left out." for place_id in unknown[:3]]
    if len(chosen) > MOST_COMPARED:
        problems.append(
            f"At most {MOST_COMPARED} areas are shown together: the first {MOST_COMPARED} of {len(chosen)}."
        )
    return replace(view, areas=SEPARATOR.join(chosen[:MOST_COMPARED])), problems


def _day(text: str) -> str:
    """Return a day as 2025-03-04; empty for anything else."""
    try:
        return date.fromisoformat(text[:10]).isoformat() if len(text) == 10 else ""
    except ValueError:
        return ""


def _ids(text: str) -> str:
    """Return the names of findings of an address, at most 20; the page keeps those that there are."""
    return SEPARATOR.join(re.findall(r"[a-z0-9_-]{1,120}", text, re.ASCII)[:20])


def _instead(name: str) -> str:
    if name in FILTERS:
        return f"Areas are shown without that {WORDS[name]}."
    return "Search for an area above." if name == "area" else f"The usual {WORDS[name]} is shown."


def harmless_text(text: str) -> str:
    """Return the letters, digits, spaces and dashes of a text, at most 40: nothing that could act as a link or code."""
    return re.sub(r"[^\w \-]", "", text)[:40].strip()


def go(**changes: str) -> None:
    """Change the address of this page. A change of measure resets the period to the usual one.

    The measure stays in the address whichever it is: without one, a page opens on a measure of its own choice.
    """
    if "measure" in changes:
        changes = {"period": "", **changes}
    defaults = View()
    parameters = {**st.query_params.to_dict(), **changes}
    kept = {
        name: value
        for name, value in parameters.items()
        if name in vars(defaults) and value and (value != getattr(defaults, name) or name == "measure")
    }
    st.query_params.from_dict(kept)


def write_address_to_browser(page: str) -> None:
    """Write the address again after a link from a page to itself, as Streamlit then leaves the old one in the browser.

    The next interaction would otherwise send the old address, and the area just chosen would be lost.
    """
    before, now = st.session_state.get("address"), (page, st.query_params.to_dict())
    st.session_state["address"] = now
    if before and before[0] == page and before != now:
        st.query_params.from_dict(now[1])


def choose(
    label: str,
    name: str,
    value: str,
    options: Sequence[str],
    option_label: Callable[[Any], str] = str,
    together_with: Mapping[str, str] | None = None,
    **settings: Any,
) -> None:
    """Show a menu for one part of the view; a choice is written to the address, ``together_with`` other parts."""
    key = f"choose-{name}"
    st.session_state[key] = value
    st.selectbox(
        label,
        options,
        key=key,
        format_func=option_label,
        on_change=lambda: go(**{**(together_with or {}), name: st.session_state[key]}),
        **settings,
    )


def switch(label: str, name: str, view: View, labels: Mapping[str, str], why_not: str = "") -> None:
    """Show the values of one part of the view side by side, ``labels`` by value; a choice is written to the address.

    Where there is a reason ``why_not``, it is shown and nothing can be chosen.
    """
    key = f"choose-{name}"
    st.session_state[key] = getattr(view, name)
    st.segmented_control(
        label,
        list(labels),
        key=key,
        format_func=lambda value: labels[value],
        required=True,
        disabled=bool(why_not),
        help=why_not or None,
        on_change=lambda: go(**{name: st.session_state[key]}),
    )


def choose_section(label: str, view: View, labels: Mapping[str, str]) -> str:
    """Show the sections of a page side by side and return the one chosen, by default the first."""
    section = view.section if view.section in labels else next(iter(labels))
    switch(label, "section", replace(view, section=section), labels)
    return section


def toggle_section(label: str, name: str, view: View) -> None:
    """Show a switch for a section that is large and therefore hidden at first; the address holds its state."""
    key = f"show-{name}"
    st.session_state[key] = view.section == name
    st.toggle(label, key=key, on_change=lambda: go(section=name if st.session_state[key] else ""))


def choose_areas(label: str, view: View, names: Mapping[str, str], **settings: Any) -> None:
    """Show a menu of up to ten areas and groups, ``names`` by id; the choice is written to the address."""
    key = "choose-areas"
    st.session_state[key] = view.chosen
    st.multiselect(
        label,
        list(names),
        key=key,
        format_func=lambda place_id: names[place_id],
        max_selections=MOST_COMPARED,
        on_change=lambda: go(areas=SEPARATOR.join(st.session_state[key])),
        **settings,
    )


def filter_label(value: str) -> str:
    """Return the label of a filter's value in its menu."""
    return "All" if value == ANY else value


def clear_filters() -> None:
    """Switch all filters off."""
    go(**dict.fromkeys(FILTERS, ANY))
