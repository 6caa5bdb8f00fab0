"""The loads so far, for staff on the Data page: what each brought, the files as they came, and taking one back."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import command, db, dictionary, parts, report_parts, words
from dashboard.catalogue import Looked
from dashboard.loading_parts import Past, load_words, running, safe_name

COUNTS = ("new", "changed", "gone", "refused")


@st.cache_data(max_entries=20, show_spinner="Reading which returns were loaded")
def past_loads(build: db.Build) -> Past:
    """Return the record of every load; each load and each roll back makes a new build. Raises NotDone."""
    return command.history(build.programme_id)


def past(looked: Looked) -> Past:
    """Return the record of every load; where it cannot be read, say why and return none."""
    try:
        return past_loads(looked.build)
    except command.NotDone as why:
        st.error(parts.plain(" ".join(why.sentences)))
        return []


def history(looked: Looked, past: Past) -> None:
    """Show all loads, the newest first, and what can be done with one of them."""
    undone = st.session_state.pop("rolled-back", "")
    if undone:
        st.success(undone)
    if not past:
        came = " The returns below came with the programme." if looked.catalogue.programme["areas_with_returns"] else ""
        st.markdown(
            f"Nothing has been loaded yet.{came} Each load will be listed here, with its files, and can be taken back."
        )
        return
    parts.table(
        table(past),
        alt="Loads, one row each, the newest first.",
        file_name=f"{looked.catalogue.programme['file_prefix']}-loads-v{looked.build.version}.csv",
        is_text=True,
    )
    loads = {load["number"]: load for load in reversed(past)}
    number = st.selectbox(
        "Look at one load",
        list(loads),
        format_func=lambda number: f"Load {number}: {load_words(loads[number])}",
        key="one-load",
        width=560,
    )
    one_load(looked, loads[number])


def table(past: Past) -> pd.DataFrame:
    """Return the loads as people read them, the newest first."""
    newest_first = list(reversed(past))
    return pd.DataFrame(
        {
            "Load": [str(load["number"]) for load in newest_first],
            "When (UTC)": [words.moment(load["loaded_at"]) for load in newest_first],
            "Who": [load["by"] for load in newest_first],
            "Files": [", ".join(file["name"] for file in load["files"]) for load in newest_first],
            "Rows": ["; ".join(rows_of(load["tables"])) for load in newest_first],
            "State": [state(load) for load in newest_first],
        }
    )


def rows_of(tables: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Return what a load did to each table, in words: "Spending: 120 new, 3 changed, 2 refused"."""
    return [
        f"{dictionary.title_of(name)}: "
        + (", ".join(f"{told[count]:,} {count}" for count in COUNTS if told.get(count)) or "no change")
        for name, told in tables.items()
    ]


def state(load: Mapping[str, Any]) -> str:
    """Return whether a load counts."""
    undone = load["rolled_back"]
    if undone:
        return f"rolled back by {undone['by']}, {words.moment(undone['at'])}"
    return f"loaded, in place of load {load['replaces']}" if load.get("replaces") else "loaded"


def one_load(looked: Looked, load: Mapping[str, Any]) -> None:
    """Show the files of one load to download, and the way to take it back."""
    number = load["number"]
    with st.container(border=True, key="one-load-box"):
        with st.container(horizontal=True, gap="small"):
            for order, file in enumerate(load["files"]):
                path = command.kept_file(looked.build.programme_id, file["kept_as"])
                if path:
                    download(
                        f"{report_parts.short(file['name'])} as it came",
                        path,
                        safe_name(file["name"]),
                        f"file-{number}-{order}",
                    )
            if load["refused"] and Path(load["refused"]).is_file():
                prefix = looked.catalogue.programme["file_prefix"]
                download(
                    "the refused rows",
                    Path(load["refused"]),
                    f"{prefix}-load-{number}-refused.csv",
                    f"refused-{number}",
                )
        if load["rolled_back"]:
            st.markdown(
                f"Load {number} was {parts.plain(state(load))}. Its files are kept; load them again to undo this."
            )
        elif st.session_state.get("take-back") == number:
            confirm(looked, load)
        elif st.button(f"Roll back load {number}", key=f"roll-back-{number}"):
            st.session_state["take-back"] = number
            st.rerun()


def download(what: str, path: Path, name: str, key: str) -> None:
    """Offer a kept file; it is read when asked for."""
    st.download_button(f"Download {parts.plain(what)}", path.read_bytes, name, key=key, on_click="ignore")


def confirm(looked: Looked, load: Mapping[str, Any]) -> None:
    """Say what rolling a load back takes away, and ask whether to do it."""
    number = load["number"]
    st.warning(f"Roll back load {number}? {parts.plain(' '.join(consequences(load)))}")
    with st.container(horizontal=True, gap="small"):
        if st.button(f"Yes, roll back load {number}", type="primary", key="confirm-roll-back"):
            roll_back(looked, number)
        if st.button("No, keep it", key="keep-load"):
            st.session_state.pop("take-back", None)
            st.rerun()


def consequences(load: Mapping[str, Any]) -> Sequence[str]:
    """Return what rolling a load back does, in sentences."""
    tables = load["tables"].items()
    said = []
    away = [
        f"{words.count_of(told['new'], 'row')} of {dictionary.title_of(name).lower()}"
        for name, told in tables
        if told.get("new")
    ]
    if away:
        said.append(f"It takes away {words.joined(away)}, unless another load brought the same.")
    changed, gone = (sum(told.get(count, 0) for _, told in tables) for count in ("changed", "gone"))
    if changed:
        said.append(
            f"{words.count_of(changed, 'row')} that it changed {'has' if changed == 1 else 'have'} the old values again."
        )
    if gone:
        said.append(f"{words.count_of(gone, 'row')} that it took away {'is' if gone == 1 else 'are'} there again.")
    areas = len(load.get("areas", []))
    if areas:
        said.append(f"{words.count_of(areas, 'area')} {'is' if areas == 1 else 'are'} touched.")
    return [*said, "Nothing is deleted: the files are kept and can be loaded again."]


def roll_back(looked: Looked, number: int) -> None:
    """Take a load back; the page begins anew with the figures without it."""
    said: Mapping[str, Any] = {}
    with running(f"Rolling back load {number} (you may leave this page, it goes on)") as tell:
        said = command.roll_back(looked.build.programme_id, number, tell)
    if said:
        st.session_state.pop("take-back", None)
        st.session_state["rolled-back"] = f"Load {number} counts no more. The data version is now {said['version']}."
        st.rerun()
