"""What is looked at: programme, measure, period, filters and chosen area, all held in the page's address.

The address is the one truth: it is read at the start of every run, the controls are set from it, and a control that is
changed writes to it. So a link restores the view, Back goes back, and the pages share one state.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

ANY = "all"
SEPARATOR = "."
"""What stands between the areas of a comparison in the address; no id holds it."""
MOST_COMPARED = 10


@dataclass(frozen=True)
class View:
    """What is looked at; ``all`` in a filter means it is off, an empty area that none is chosen.

    ``areas`` holds the areas and groups that are compared; ``topic`` a group of measures; ``beside`` a second measure;
    ``axis`` whether time is told by the calendar or by years since the plan; ``same`` whether only areas with a figure
    in every period count; ``prices`` cash or real; ``section`` the part of a page that is shown; ``others`` whether areas
    but the chosen one are named; ``find`` what was searched for.
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
    find: str = ""

    @property
    def chosen(self) -> list[str]:
        """The areas and groups chosen to be looked at together, in the order of choice."""
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
        """Return this view with all but its programme and these parts as usual: what is kept for it then serves more views."""
        return View(self.programme, **{name: getattr(self, name) for name in names})

    def parameters(self, **changes: str) -> dict[str, str]:
        """Return the address parameters of this view, changed as told; what is as usual is left out."""
        usual = View()
        changed = replace(self, **changes)
        return {name: value for name, value in vars(changed).items() if value != getattr(usual, name)}


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
}
CHOICES = {
    "axis": ("calendar", "plan"),
    "same": (ANY, "same"),
    "prices": ("cash", "real"),
    "section": (
        *("topic", "funnel", "places"),
        *("pound", "year", "source", "support", "record"),
        *("money", "themes", "outcomes", "published", "spread", "plan", "limits"),
        *("wall", "list"),
    ),
    "others": ("named", "unlabelled"),
}
"""What the parts of the address may be that are the same in every programme."""


def read_view(
    address: Mapping[str, str], known: Mapping[str, Sequence[str]], periods: Mapping[str, Sequence[str]]
) -> tuple[View, list[str]]:
    """Return the view an address tells, and a sentence for each thing in it that is not known.

    ``known`` holds the allowed values of every parameter but the period, ``periods`` those of each measure, newest first.
    """
    view, problems = View(), []
    for name in WORDS:
        if name == "period" or name not in address:
            continue
        if address[name] in known[name]:
            view = replace(view, **{name: address[name]})
        else:
            problems.append(f"There is no {WORDS[name]} “{harmless(address[name])}”. {_instead(name)}")
    view = replace(view, find=harmless(address.get("find", "")))
    view, unknown = _with_areas(view, address.get("areas", ""), known["areas"])
    problems += unknown
    if view.measure not in known["measure"]:
        view = replace(view, measure=known["measure"][0])
    newest = periods[view.measure][0]
    period = address.get("period", newest)
    if period not in periods[view.measure]:
        problems.append(
            f"There are no figures of “{harmless(period)}” for this measure. The newest, {newest}, are shown."
        )
        period = newest
    return replace(view, period=period), problems


def _with_areas(view: View, asked: str, known: Sequence[str]) -> tuple[View, list[str]]:
    """Return the view with the areas asked for that are known, each once, and what is to be said of the others."""
    wanted = list(dict.fromkeys(one for one in asked.split(SEPARATOR) if one))
    unknown = [one for one in wanted if one not in known]
    found = [one for one in wanted if one in known]
    problems = [f"There is no area or group “{harmless(one)}”. It is left out." for one in unknown[:3]]
    if len(found) > MOST_COMPARED:
        problems.append(f"At most {MOST_COMPARED} areas are shown together: the first {MOST_COMPARED} of {len(found)}.")
    return replace(view, areas=SEPARATOR.join(found[:MOST_COMPARED])), problems


def _instead(name: str) -> str:
    if name in FILTERS:
        return f"Areas are shown without that {WORDS[name]}."
    return "Search for an area above." if name == "area" else f"The usual {WORDS[name]} is shown."


def harmless(text: str) -> str:
    """Return the letters, figures, spaces and dashes of a text, at most 40: nothing that could be read as a link or code."""
    return re.sub(r"[^\w \-]", "", text)[:40].strip()


def go(**changes: str) -> None:
    """Change the address of this page. Another measure begins with its newest period."""
    if "measure" in changes:
        changes = {"period": "", **changes}
    usual = View()
    parameters = {**st.query_params.to_dict(), **changes}
    kept = {
        name: value
        for name, value in parameters.items()
        if name in vars(usual) and value and value != getattr(usual, name)
    }
    st.query_params.from_dict(kept)


def tell_browser(page: str) -> None:
    """Write the address anew after a link from a page to itself: Streamlit leaves the old one in the browser then.

    The next thing pressed would otherwise be sent with the old address, and the area just chosen be lost.
    """
    before, now = st.session_state.get("address"), (page, st.query_params.to_dict())
    st.session_state["address"] = now
    if before and before[0] == page and before != now:
        st.query_params.from_dict(now[1])


def choose(
    label: str, name: str, value: str, options: Sequence[str], words: Callable[[Any], str] = str, **looks: Any
) -> None:
    """Show a menu for one part of the view; choosing writes it to the address."""
    key = f"choose-{name}"
    st.session_state[key] = value
    st.selectbox(
        label, options, key=key, format_func=words, on_change=lambda: go(**{name: st.session_state[key]}), **looks
    )


def switch(label: str, name: str, view: View, words: Mapping[str, str]) -> None:
    """Show the choices of one part of the view side by side: ``words`` says each value; choosing writes to the address."""
    key = f"choose-{name}"
    st.session_state[key] = getattr(view, name)
    st.segmented_control(
        label,
        list(words),
        key=key,
        format_func=lambda value: words[value],
        required=True,
        on_change=lambda: go(**{name: st.session_state[key]}),
    )


def section(label: str, view: View, words: Mapping[str, str]) -> str:
    """Show the parts of a page side by side, of which one is shown at a time, and return which; the first unless told."""
    shown = view.section if view.section in words else next(iter(words))
    switch(label, "section", replace(view, section=shown), words)
    return shown


def toggle_section(label: str, name: str, view: View) -> None:
    """Show a switch for a part of a page that is there only when asked for, as it is large; the address holds it."""
    key = f"show-{name}"
    st.session_state[key] = view.section == name
    st.toggle(label, key=key, on_change=lambda: go(section=name if st.session_state[key] else ""))


def choose_areas(label: str, view: View, options: Mapping[str, str], **looks: Any) -> None:
    """Show a menu of up to ten areas and groups, ``options`` by id with what each is called; it writes to the address."""
    key = "choose-areas"
    st.session_state[key] = view.chosen
    st.multiselect(
        label,
        list(options),
        key=key,
        format_func=lambda one: options[one],
        max_selections=MOST_COMPARED,
        on_change=lambda: go(areas=SEPARATOR.join(st.session_state[key])),
        **looks,
    )


def in_words(value: str) -> str:
    """Return a filter's value as the menu says it."""
    return "All" if value == ANY else value


def clear_filters() -> None:
    """Switch all filters off."""
    go(**dict.fromkeys(FILTERS, ANY))
