"""The loads so far, for staff on the Data page: what each changed, its files as received, and rolling it back."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app_pages.data import command, reports
from dashboard.app_pages.data.loading import Past, load_label, running, safe_name
from dashboard.model import db, dictionary
from dashboard.model.catalogue import Context
from dashboard.parts import blocks
from dashboard.text import words

COUNTS = ("new", "changed", "gone", "refused")
MOVED = ("new", "changed", "gone")
MOST_AREAS = 6


@st.cache_data(max_entries=20, show_spinner="Reading which returns were loaded")
def past_loads(build: db.Build) -> Past:
    """Return the record of every load; each load and each roll back makes a new build. Raise NotDone."""
    return command.history(build.programme_id)


def past(context: Context) -> Past:
    """Return the record of every load; where it cannot be read, show the reason and return none."""
    try:
        return past_loads(context.build)
    except command.NotDone as why:
        st.error(words.plain(" ".join(why.sentences)))
        return []


def show_history(context: Context, past: Past) -> None:
    """Show all loads, the newest first, and one of them with what can be done with it."""
    undone = st.session_state.pop("rolled-back", "")
    if undone:
        st.success(undone)
    if not past:
        came = (
            " The returns below came with the programme." if context.catalogue.programme["areas_with_returns"] else ""
        )
        st.markdown(
            f"Nothing has been loaded yet.{came} Each load will be listed here, with its files, and can be taken back."
        )
        return
    st.markdown(words.plain(last_load_sentence(past[-1])))
    blocks.table(
        loads_table(past),
        alt="Loads, one row each, the newest first.",
        file_name=blocks.file_name(context, "loads"),
    )
    loads = {load["number"]: load for load in reversed(past)}
    number = st.selectbox(
        "Look at one load",
        list(loads),
        format_func=lambda number: f"Load {number}: {load_label(loads[number])}",
        key=f"one-load-{past[-1]['number']}",  # a new load is the one that is shown
        width=560,
    )
    show_load(context, loads[number])


def last_load_sentence(load: Mapping[str, Any]) -> str:
    """Return when a load was made, of how many files, and how many of their rows were loaded and refused, as sentences."""
    rows, refused = (sum(counts.get(name, 0) for counts in load["tables"].values()) for name in ("accepted", "refused"))
    undone = " It was rolled back." if load["rolled_back"] else ""
    return (
        f"Last load: {words.moment(load['loaded_at'])} (UTC), {words.count_of(len(load['files']), 'file')}: "
        f"{words.count_of(rows, 'row')} loaded, {words.count_of(refused, 'row')} refused.{undone}"
    )


def loads_table(past: Past) -> pd.DataFrame:
    """Return the loads as a table, the newest first."""
    newest_first = list(reversed(past))
    return pd.DataFrame(
        {
            "Load": [str(load["number"]) for load in newest_first],
            "When (UTC)": [words.moment(load["loaded_at"]) for load in newest_first],
            "Who": [load["by"] for load in newest_first],
            "Files": [", ".join(file["name"] for file in load["files"]) for load in newest_first],
            "Rows": ["; ".join(row_counts(load["tables"])) for load in newest_first],
            "State": [load_state(load) for load in newest_first],
        }
    )


def row_counts(tables: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Return the rows that a load changed in each table, as text: "Spending: 120 new, 3 changed, 2 refused"."""
    return [
        f"{dictionary.title_of(name)}: "
        + (", ".join(f"{counts[count]:,} {count}" for count in COUNTS if counts.get(count)) or "no change")
        for name, counts in tables.items()
    ]


def load_state(load: Mapping[str, Any]) -> str:
    """Return whether a load counts: loaded, in place of another, or rolled back, with who did so and when."""
    undone = load["rolled_back"]
    if undone:
        return f"rolled back by {undone['by']}, {words.moment(undone['at'])}"
    return f"loaded, in place of load {load['replaces']}" if load.get("replaces") else "loaded"


def show_load(context: Context, load: Mapping[str, Any]) -> None:
    """Show the files of one load to download, and the button that rolls it back."""
    number = load["number"]
    with st.container(border=True, key="one-load-box"):
        with st.container(horizontal=True, gap="small"):
            for order, file in enumerate(load["files"]):
                path = command.kept_file(context.build.programme_id, file["kept_as"])
                if path:
                    show_download(
                        f"{reports.short(file['name'])} as it came",
                        path,
                        safe_name(file["name"]),
                        f"file-{number}-{order}",
                    )
            if load["refused"] and Path(load["refused"]).is_file():
                prefix = context.catalogue.programme["file_prefix"]
                show_download(
                    "the refused rows",
                    Path(load["refused"]),
                    f"{prefix}-load-{number}-refused.csv",
                    f"refused-{number}",
                )
        if load["rolled_back"]:
            st.markdown(
                f"Load {number} was {words.plain(load_state(load))}. Its files are kept; load them again to undo this."
            )
        elif st.session_state.get("take-back") == number:
            show_confirmation(context, load)
        elif st.button(f"Roll back load {number}", key=f"roll-back-{number}"):
            st.session_state["take-back"] = number
            st.rerun()


def show_download(what: str, path: Path, name: str, key: str) -> None:
    """Show the button that downloads a kept file."""
    st.download_button(f"Download {words.plain(what)}", path.read_bytes, name, key=key, on_click="ignore")


def show_confirmation(context: Context, load: Mapping[str, Any]) -> None:
    """Show what rolling a load back takes away, and the buttons that do it or keep the load."""
    number = load["number"]
    st.warning(f"Roll back load {number}? {words.plain(' '.join(consequences(context, load)))}")
    with st.container(horizontal=True, gap="small"):
        if st.button(f"Yes, roll back load {number}", type="primary", key="confirm-roll-back"):
            roll_back(context, number)
        if st.button("No, keep it", key="keep-load"):
            st.session_state.pop("take-back", None)
            st.rerun()


def consequences(context: Context, load: Mapping[str, Any]) -> Sequence[str]:
    """Return what a load brought, by table, and what rolling it back does, as sentences."""
    area_names = context.catalogue.areas["area_name"]
    names = [str(area_names.get(area, area)) for area in load.get("areas", [])]
    return [
        changes_sentence(load, names),
        *rollback_sentences(load),
        "Nothing is deleted: the files are kept and can be loaded again.",
    ]


def changes_sentence(load: Mapping[str, Any], areas: Sequence[str]) -> str:
    """Return what a load did: "Load 2 brought 1 changed row of spending in 1 area (Dyke House)."."""
    changes = [
        phrase
        for name, counts in load["tables"].items()
        for phrase in change_phrases(dictionary.title_of(name).lower(), counts)
    ]
    if not changes:
        return f"Load {load['number']} changed nothing."
    more = [f"{len(areas) - MOST_AREAS} more"] if len(areas) > MOST_AREAS else []
    where = f" in {words.count_of(len(areas), 'area')} ({words.joined([*areas[:MOST_AREAS], *more])})" if areas else ""
    return f"Load {load['number']} {words.joined(changes)}{where}."


def change_phrases(title: str, counts: Mapping[str, int]) -> Sequence[str]:
    """Return what a load did to one table: "brought 5 new rows and 2 changed rows of spending", "took away 1 row of spending"."""
    came = [words.count_of(counts[kind], f"{kind} row") for kind in ("new", "changed") if counts.get(kind)]
    went = [f"took away {words.count_of(counts['gone'], 'row')} of {title}"] if counts.get("gone") else []
    return [*([f"brought {words.joined(came)} of {title}"] if came else []), *went]


def rollback_sentences(load: Mapping[str, Any]) -> Sequence[str]:
    """Return what rolling a load back does to the rows that it brought, changed or took away, as sentences."""
    new, changed, gone = (sum(counts.get(kind, 0) for counts in load["tables"].values()) for kind in MOVED)
    sentences = []
    if new:
        sentences.append(
            f"Taken back, {words.count_of(new, 'new row')} {is_or_are(new)} gone, unless another load brought the same."
        )
    if changed:
        sentences.append(
            f"Taken back, {words.count_of(changed, 'changed row')} {is_or_are(changed)} as before it, unless a later load "
            f"changed {'it' if changed == 1 else 'them'}."
        )
    if gone:
        sentences.append(f"{words.count_of(gone, 'row')} that it took away {is_or_are(gone)} there again.")
    return sentences


def is_or_are(number: int) -> str:
    """Return "is" for one, else "are"."""
    return "is" if number == 1 else "are"


def roll_back(context: Context, number: int) -> None:
    """Roll a load back, and run the page again without its figures."""
    result: Mapping[str, Any] = {}
    with running(f"Rolling back load {number} (you may leave this page, it goes on)") as on_progress:
        result = command.roll_back(context.build.programme_id, number, on_progress)
    if result:
        st.session_state.pop("take-back", None)
        st.session_state["rolled-back"] = f"Load {number} counts no more. The data version is now {result['version']}."
        st.rerun()
