"""What each command of ``biglocal`` does, once its words are understood: see ``etl.__main__`` for those."""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from etl.building.build import BUILDS, build, current, is_current, staff_file
from etl.building.docs import stale_documents, write_documents
from etl.contract import Contract, contracts
from etl.errors import DataError
from etl.history import history, user
from etl.loading.load import check_files, exported, load_files, marked_files, roll_back_load
from etl.loading.report import as_json, difference_lines, history_lines, sentences
from etl.loading.staging import Staged, Staging
from etl.loading.templates import template_csv, template_xlsx
from etl.measuring.disclosure import Rule, counts_hidden
from etl.programme import PROGRAMMES, Programme, programmes

# ruff: noqa: T201 (a command prints what it did)

THRESHOLDS = (5, 8, 10)
"""Bases for which biglocal disclosure says what would be hidden from everyone."""
NO_ROOM = (OSError, duckdb.IOException, duckdb.OutOfMemoryException, duckdb.TransactionException, duckdb.FatalException)
"""What is raised when the disk or the memory is full, or a file may not be written."""


@dataclass(frozen=True)
class Folders:
    """Where the programmes lie, and where their databases are built."""

    programmes: Path = PROGRAMMES
    builds: Path = BUILDS


def run(options: argparse.Namespace, folders: Folders) -> int:
    """Run the command of that name and return its exit code: 1 with sentences on the error stream when it did not work."""
    options.folders = folders
    try:
        return COMMANDS[options.run](options)
    except DataError as error:
        print(*error.sentences, sep="\n", file=sys.stderr)
    except NO_ROOM as error:
        said = str(error).splitlines()[0]
        print(f"The computer could not do it: {said}. Nothing was changed: make room and try again.", file=sys.stderr)
    return 1


def say(words: str) -> None:
    """Tell how far the work has come, on one line each."""
    print(f"  {words}", flush=True)


def chosen(options: argparse.Namespace) -> list[Programme]:
    """Return the programme that is asked for, or all. Raises DataError naming those there are."""
    known = programmes(options.folders.programmes)
    found = [about for about in known if options.programme in (None, about.programme_id)]
    if not found:
        raise DataError(
            f"There is no programme {options.programme!r}; there are: {', '.join(about.programme_id for about in known)}."
        )
    return found


def run_build(options: argparse.Namespace) -> int:
    """Build the databases that are asked for."""
    for about in chosen(options):
        if options.if_changed and is_current(about, options.folders.builds):
            print(f"{about.settings['name']}: up to date")
            continue
        print(f"{about.settings['name']}: building")
        print(f"{about.settings['name']}: version {build(about, say, options.folders.builds)} is ready")
    return 0


def run_check(options: argparse.Namespace) -> int:
    """Check files, or every programme's own by building it into a folder that is thrown away."""
    import tempfile  # only here: the other commands need no such folder

    if options.files:
        (about,) = chosen(options)
        state = check_files(about, named_files(options), progress(options), options.table)
        marked = marked_files(state, options.mark) if options.mark else []
        print_report(options, state, "Nothing was changed.", {"marked": [str(path) for path in marked]})
        return (
            1
            if any(one.severity == "error" for one in state.problems) or any(file.unreadable for file in state.files)
            else 0
        )
    with tempfile.TemporaryDirectory() as folder:
        for about in programmes(options.folders.programmes):
            build(about, lambda _words: None, Path(folder))
            print(f"{about.settings['name']}: all files are good")
    return 0


def named_files(options: argparse.Namespace) -> list[tuple[Path, str]]:
    """Return each file with the name its user knows it by. Raises DataError for a file that is not there."""
    missing = [str(path) for path in options.files if not path.is_file()]
    if missing:
        raise DataError(*(f"{path}: there is no such file." for path in missing))
    names = options.names or [path.name for path in options.files]
    if len(names) != len(options.files):
        raise DataError("--as is needed once for each file, or not at all.")
    return list(zip(options.files, names, strict=True))


def progress(options: argparse.Namespace) -> Callable[[str], None]:
    """Return what tells how far the work has come: on the error stream where the answer is JSON."""
    return (lambda words: print(words, file=sys.stderr, flush=True)) if options.json else say


def print_report(options: argparse.Namespace, state: Staged, result: str, more: dict[str, Any]) -> None:
    """Print what a check or a load says, for people or as JSON."""
    if options.json:
        print(json.dumps({**as_json(state, result), **more}, ensure_ascii=False))
    else:
        print(*sentences(state), *difference_lines(state), *map(str, more.get("marked", [])), result, sep="\n")


def run_load(options: argparse.Namespace) -> int:
    """Load files, or say what loading them would change."""
    (about,) = chosen(options)
    files, tell = named_files(options), progress(options)
    if not options.yes:
        state = check_files(about, files, tell, options.table, options.replaces)
        can = "To load the good rows, say --yes." if state.changes_something else "Nothing would change."
        print_report(options, state, f"Nothing was changed. {can}", {})
        return 0
    state, load, version = load_files(
        about, files, options.by or user(), tell, options.table, options.replaces, options.folders.builds
    )
    if load is None:
        print_report(options, state, "Nothing changed: these rows are loaded already, or none is good.", {})
        return 1 if not state.accepted else 0
    done = f"Load {load.number} is done. The data version is now {version}. To take it back: biglocal rollback {load.number}"
    print_report(options, state, done, {"load": load.number, "version": version})
    return 0


def run_history(options: argparse.Namespace) -> int:
    """List the loads of a programme."""
    (about,) = chosen(options)
    found = history(about)
    if options.json:
        told = [{**load.record, "rolled_back": load.rolled_back, "refused": str(load.folder / "refused.csv")
                 if (load.folder / "refused.csv").is_file() else ""} for load in found]  # fmt: skip
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(*(history_lines(found) or ["Nothing has been loaded yet."]), sep="\n")
    return 0


def run_rollback(options: argparse.Namespace) -> int:
    """Take one load back."""
    (about,) = chosen(options)
    version = roll_back_load(about, options.load, options.by or user(), progress(options), options.folders.builds)
    said = (
        f"Load {options.load} counts no more. The data version is now {version}. "
        "Its files are kept: to undo this, load them again."
    )
    print(json.dumps({"result": said, "version": version}) if options.json else said)
    return 0


def returned_table(name: str) -> Contract:
    """Return the contract of a table of returns. Raises DataError naming those there are."""
    found = {one.table: one for one in contracts() if one.is_returned}
    if name not in found:
        raise DataError(f"There is no table of returns {name!r}; there are: {', '.join(found)}.")
    return found[name]


def run_template(options: argparse.Namespace) -> int:
    """Write a blank template."""
    told = returned_table(options.table)
    (about,) = chosen(options)
    made = template_csv if options.form == "csv" else template_xlsx
    path = options.to / f"{about.settings['file_prefix']}-{told.table.replace('_', '-')}-template.{options.form}"
    path.write_bytes(made(told, Staging(about).choices()))
    print(path)
    return 0


def run_export(options: argparse.Namespace) -> int:
    """Write what is loaded of a table."""
    told = returned_table(options.table)
    (about,) = chosen(options)
    path = options.to / f"{about.settings['file_prefix']}-{told.table.replace('_', '-')}.csv"
    body, rows = exported(Staging(about), told)
    path.write_bytes(body)
    print(f"{path}: {rows:,} rows")
    return 0


def run_practice(options: argparse.Namespace) -> int:
    """Write the invented programme."""
    from etl.practice.write import write_practice  # only here: no other command makes figures up

    folder = options.folders.programmes / "practice"
    write_practice(folder, options.seed)
    print(f"{folder} is written; to see it: biglocal build --programme practice")
    return 0


def run_serve(options: argparse.Namespace) -> int:
    """Bring the databases up to date and run the web server, a process of its own, until it is stopped."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", options.port)) == 0:
            raise DataError(f"Port {options.port} is taken. Choose another: PORT={options.port + 1} make run")
    folders = options.folders
    try:
        run_build(argparse.Namespace(programme=None, if_changed=True, folders=folders))
    except DataError as error:
        if not all(current(folders.builds / about.programme_id) for about in programmes(folders.programmes)):
            raise
        print(*error.sentences, "The last good build is served.", sep="\n", file=sys.stderr)
    print(f"Dashboard: http://localhost:{options.port}  (stop it with Ctrl+C)", flush=True)
    told = {"BIGLOCAL_PROGRAMMES": str(folders.programmes), "BIGLOCAL_BUILDS": str(folders.builds)}
    mode = {"BIGLOCAL_STAFF": "yes"} if options.staff else {}
    server = subprocess.Popen(
        [sys.executable, "-m", "dashboard.web.server", "--port", str(options.port)], env={**os.environ, **told, **mode}
    )
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        return 1 if server.wait() not in (0, -signal.SIGTERM, -signal.SIGINT) else 0
    except KeyboardInterrupt:
        server.wait()
        return 0


def run_reference(options: argparse.Namespace) -> int:
    """Compile the reference data and the public record of Big Local."""
    from etl.reference.compiled import compile_reference  # only here: its map libraries take a second to load

    for path, size in compile_reference(options.folder, say).items():
        print(f"{size:>9,} bytes  {path}")
    return 0


def run_disclosure(options: argparse.Namespace) -> int:
    """Say what is hidden at each threshold, of the newest build of each programme."""
    for about in chosen(options):
        path = current(options.folders.builds / about.programme_id)
        if path is None:
            raise DataError(f"{about.settings['name']} has no build yet. Run: biglocal build")
        print(f"{about.settings['name']}: figures of areas that count people")
        with duckdb.connect(str(staff_file(path)), read_only=True) as db:
            for fewest in THRESHOLDS:
                print(f"  bases under {fewest:>2} hidden: {hidden_line(counts_hidden(db, Rule('everyone', fewest)))}")
    return 0


def hidden_line(found: dict[str, int]) -> str:
    """Return in words how much is hidden, why, and how much of it can be worked out."""
    if not found["figures"]:
        return "there is no such figure yet"
    areas = found["few"] + found["all or none"] + found["protects another"]
    return (
        f"{areas:,} of {found['figures']:,} figures of areas ({found['few']:,} for few people, {found['all or none']:,} "
        f"where all or none said yes, {found['protects another']:,} to protect others) and {found['sums given up']:,} of "
        f"{found['sums']:,} of groups; {found['worked out']:,} of the hidden can be worked out"
    )


def run_docs(options: argparse.Namespace) -> int:
    """Write the generated documents, or say which are out of date."""
    if not options.check:
        write_documents()
        return 0
    stale = stale_documents()
    if stale:
        raise DataError(*(f"{path} is out of date; run: biglocal docs" for path in stale))
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "build": run_build,
    "check": run_check,
    "disclosure": run_disclosure,
    "docs": run_docs,
    "export": run_export,
    "history": run_history,
    "load": run_load,
    "practice": run_practice,
    "reference": run_reference,
    "rollback": run_rollback,
    "serve": run_serve,
    "template": run_template,
}
