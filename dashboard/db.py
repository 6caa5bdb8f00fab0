"""The only module that opens a database: finds each programme's current build and runs the queries in files on it."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

import queries

BUILDS = Path(os.environ.get("BIGLOCAL_BUILDS") or Path(__file__).parents[1] / "data" / "build")
FORMAT = 1
"""The format of the databases this dashboard understands; the build writes it."""


class NotReady(Exception):
    """There is no database to read; the message says why and what to do, in words for the screen."""


@dataclass(frozen=True)
class Build:
    """The current build of one programme: its file and version. Two builds of one version hold the same rows."""

    programme_id: str
    version: str
    path: Path


def programme_ids() -> list[str]:
    """Return the programmes that have a build, Big Local first."""
    found = sorted(path.parent.name for path in BUILDS.glob("*/current"))
    return sorted(found, key=lambda name: name != "big_local")


def current_build(programme_id: str) -> Build:
    """Return the build that is current now: a build made since the last look is found without a restart.

    Raises NotReady when there is none, when one is under way for the first time, or when the file is not one of ours.
    """
    folder = BUILDS / programme_id
    try:
        path = folder / (folder / "current").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        under_way = any(folder.glob("*.draft")) if folder.is_dir() else False
        raise NotReady(
            "The figures are being prepared for the first time. Reload this page in a few seconds."
            if under_way
            else "There are no figures yet. Run “make run”, or “biglocal build”, and reload this page."
        ) from None
    return Build(programme_id, version_of(path), path)


@lru_cache(maxsize=16)
def version_of(path: Path) -> str:
    """Return the version a database file says it has. Raises NotReady when the file cannot be used."""
    advice = "Run “biglocal build” to make it anew, and reload this page."
    if not path.is_file():
        raise NotReady(f"The file with the figures, {path.name}, is not there any more. {advice}")
    try:
        told = connection(path).cursor().execute("SELECT format, version FROM build").fetchone()
    except duckdb.Error:
        raise NotReady(f"The file {path.name} cannot be read as a database of this dashboard. {advice}") from None
    if told is None or told[0] != FORMAT:
        raise NotReady(f"The file {path.name} was made for another version of this dashboard. {advice}")
    return told[1]


@lru_cache(maxsize=8)
def connection(path: Path) -> duckdb.DuckDBPyConnection:
    """Return the one connection to a database file, read only; each call of a query takes a cursor of its own."""
    return duckdb.connect(str(path), read_only=True)


@st.cache_data(max_entries=2_000, show_spinner=False)
def _rows(path: Path, version: str, name: str, parameters: dict[str, Any]) -> pd.DataFrame:  # noqa: ARG001 (version: cache key)
    cursor = connection(path).cursor().execute(queries.load(name).sql, parameters)
    texts = [column for column, kind, *_ in cursor.description or [] if str(kind) == "VARCHAR"]
    rows = cursor.df()
    return rows.assign(**{column: rows[column].astype(object).where(rows[column].notna(), "") for column in texts})


def query(build: Build, name: str, **parameters: Any) -> pd.DataFrame:
    """Return the rows of ``queries/pages/<name>.sql`` for these parameters, from memory when asked before."""
    return _rows(build.path, build.version, f"pages/{name}", parameters)


def rows(frame: pd.DataFrame) -> Iterable[Any]:
    """Return the rows of a frame, each with its columns as attributes."""
    return frame.itertuples(index=False)
