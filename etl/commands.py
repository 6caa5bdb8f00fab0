"""What each command of ``biglocal`` does; ``etl.__main__`` parses the command line."""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from etl.building.build import build
from etl.building.build_files import BUILDS, build_lines, current, forget, is_current, staff_file
from etl.building.docs import stale_documents, write_documents
from etl.contract import Contract, contracts
from etl.errors import DataError
from etl.history import damaged_files, history, readable_history, user
from etl.loading.load import check_files, exported_csv, load_files, roll_back_load, write_marked_files
from etl.loading.report import as_json, difference_lines, history_lines, sentences
from etl.loading.staging import Staged, Staging
from etl.loading.templates import template_csv, template_xlsx
from etl.measuring.disclosure import PUBLIC, STAFF, counts_shown
from etl.programme import PROGRAMMES, Programme, programmes
from etl.reading.part import answers_from
from etl.reading.sheets import MOST_BYTES_OF_ANY

# ruff: noqa: T201 (a command prints what it did)

NO_ROOM = (OSError, duckdb.IOException, duckdb.OutOfMemoryException, duckdb.TransactionException, duckdb.FatalException)
"""What is raised when the disk or memory is full, or a file may not be written."""


@dataclass(frozen=True)
class Folders:
    """The folder of the programmes, and the folder in which their databases are built."""

    programmes: Path = PROGRAMMES
    builds: Path = BUILDS


def run(options: argparse.Namespace, folders: Folders) -> int:
    """Run the chosen command and return its exit code: 1 with sentences on the error stream if it did not work."""
    options.folders = folders
    try:
        return COMMANDS[options.run](options)
    except DataError as error:
        print(*error.sentences, sep="\n", file=sys.stderr)
    except NO_ROOM as error:
        reason = str(error).splitlines()[0]
        print(f"The computer could not do it: {reason}. Nothing was changed: make room and try again.", file=sys.stderr)
    return 1


def say(words: str) -> None:
    """Print a line saying how far the work has come."""
    print(f"  {words}", flush=True)


def chosen_programmes(options: argparse.Namespace) -> list[Programme]:
    """Return the programme that the options name, or all. Raise DataError listing the existing ones if there is none."""
    every_programme = programmes(options.folders.programmes)
    chosen = [programme for programme in every_programme if options.programme in (None, programme.programme_id)]
    if not chosen:
        ids = ", ".join(programme.programme_id for programme in every_programme)
        raise DataError(f"There is no programme {options.programme!r}; there are: {ids}.")
    return chosen


def run_build(options: argparse.Namespace) -> int:
    """Build the databases of the chosen programmes."""
    for programme in chosen_programmes(options):
        if options.if_changed and is_current(programme, options.folders.builds):
            print(f"{programme.settings['name']}: up to date")
        else:
            print(f"{programme.settings['name']}: building")
            print(f"{programme.settings['name']}: version {build(programme, say, options.folders.builds)} is ready")
        name_damaged_files(programme)
    return 0


def run_builds(options: argparse.Namespace) -> int:
    """List the builds that there are of the chosen programmes, or give one up."""
    for programme in chosen_programmes(options):
        folder = options.folders.builds / programme.programme_id
        if options.forget:
            forget(folder, options.forget)
        print(programme.settings["name"], *(f"  {line}" for line in build_lines(folder)), sep="\n")
    return 0


def name_damaged_files(programme: Programme) -> bool:
    """Name on the error stream the damaged files of readable loads, and return whether there are any."""
    damaged = damaged_files(readable_history(programme)[0])
    print(*damaged, sep="\n", end="\n" if damaged else "", file=sys.stderr)
    return bool(damaged)


def run_check(options: argparse.Namespace) -> int:
    """Check files, or every programme's own files by building it into a temporary folder."""
    import tempfile  # only here: no other command needs a temporary folder

    if options.files:
        (programme,) = chosen_programmes(options)
        staged = check_files(
            programme, named_files(options), progress(options), options.table, answers=answers_from(options.read)
        )
        marked = write_marked_files(staged, options.mark) if options.mark else []
        print_report(options, staged, "Nothing was changed.", {"marked": [str(path) for path in marked]})
        name_damaged_files(programme)
        return (
            1
            if any(problem.severity == "error" for problem in staged.problems)
            or any(file.unreadable for file in staged.files)
            or any(not question.answer for question in staged.questions)
            else 0
        )
    is_damaged = False
    with tempfile.TemporaryDirectory() as folder:
        for programme in programmes(options.folders.programmes):
            build(programme, lambda _words: None, Path(folder))
            is_damaged |= name_damaged_files(programme)
            print(f"{programme.settings['name']}: all files {'that are read ' if is_damaged else ''}are good")
    return 1 if is_damaged else 0


def named_files(options: argparse.Namespace) -> list[tuple[Path, str]]:
    """Return each file with the name by which its user knows it. Raise DataError for one that is missing or too big."""
    missing = [printable(str(path)) for path in options.files if not path.is_file()]
    if missing:
        raise DataError(*(f"{path}: there is no such file." for path in missing))
    names = [printable(name) for name in options.names or [path.name for path in options.files]]
    if len(names) != len(options.files):
        raise DataError("--as is needed once for each file, or not at all.")
    files = list(zip(options.files, names, strict=True))
    too_big = [name for path, name in files if path.stat().st_size > MOST_BYTES_OF_ANY]
    if too_big:
        most = f"{MOST_BYTES_OF_ANY // 1_000_000} MB"
        raise DataError(
            *(f"{name}: is bigger than {most}. Split it into several files and give each of them." for name in too_big)
        )
    return files


def printable(name: str) -> str:
    """Return a name of a file as text that can be printed and kept: on some systems names hold bytes that are no letters."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def progress(options: argparse.Namespace) -> Callable[[str], None]:
    """Return a function that prints progress, on the error stream if the answer is JSON."""
    return (lambda words: print(words, file=sys.stderr, flush=True)) if options.json else say


def print_report(options: argparse.Namespace, staged: Staged, result: str, more: dict[str, Any]) -> None:
    """Print the report of a check or a load, for people or as JSON."""
    if options.json:
        print(json.dumps({**as_json(staged, result), **more}, ensure_ascii=False))
    else:
        print(*sentences(staged), *difference_lines(staged), *map(str, more.get("marked", [])), result, sep="\n")


def run_load(options: argparse.Namespace) -> int:
    """Load files, or report what loading them would change."""
    (programme,) = chosen_programmes(options)
    files, tell, answers = named_files(options), progress(options), answers_from(options.read)
    if not options.yes:
        staged = check_files(programme, files, tell, options.table, options.replaces, answers)
        hint = "To load the good rows, say --yes." if staged.changes_something else "Nothing would change."
        print_report(options, staged, f"Nothing was changed. {hint}", {})
        name_damaged_files(programme)
        return 0
    staged, load, version = load_files(
        programme,
        files,
        options.by or user(),
        tell,
        options.table,
        options.replaces,
        options.folders.builds,
        answers=answers,
    )
    name_damaged_files(programme)
    if load is None:
        print_report(options, staged, "Nothing changed: these rows are loaded already, or none is good.", {})
        return 1 if not staged.accepted else 0
    result = f"Load {load.number} is done. The data version is now {version}. To take it back: biglocal rollback {load.number}"
    print_report(options, staged, result, {"load": load.number, "version": version})
    return 0


def run_history(options: argparse.Namespace) -> int:
    """List the loads of a programme; raise DataError naming those that are damaged, and how, after the others."""
    (programme,) = chosen_programmes(options)
    if options.json:
        records = [{**load.record, "rolled_back": load.rolled_back, "refused": str(load.folder / "refused.csv")
                 if (load.folder / "refused.csv").is_file() else "", "damaged": damaged_files([load])}
                 for load in history(programme)]  # fmt: skip
        print(json.dumps(records, ensure_ascii=False))
        return 0
    loads, damaged = readable_history(programme)
    print(*(history_lines(loads) or ([] if damaged else ["Nothing has been loaded yet."])), sep="\n")
    damaged += damaged_files(loads)
    if damaged:
        raise DataError(*damaged)
    return 0


def run_rollback(options: argparse.Namespace) -> int:
    """Roll one load back."""
    (programme,) = chosen_programmes(options)
    version = roll_back_load(programme, options.load, options.by or user(), progress(options), options.folders.builds)
    result = (
        f"Load {options.load} counts no more. The data version is now {version}. "
        "Its files are kept: to undo this, load them again."
    )
    print(json.dumps({"result": result, "version": version}) if options.json else result)
    return 0


def returned_table(name: str) -> Contract:
    """Return the contract of a table of returns. Raise DataError listing these tables if there is none of that name."""
    returned = {contract.table: contract for contract in contracts() if contract.is_returned}
    if name not in returned:
        raise DataError(f"There is no table of returns {name!r}; there are: {', '.join(returned)}.")
    return returned[name]


def run_template(options: argparse.Namespace) -> int:
    """Write a blank template."""
    contract = returned_table(options.table)
    (programme,) = chosen_programmes(options)
    template = template_csv if options.form == "csv" else template_xlsx
    path = (
        options.to / f"{programme.settings['file_prefix']}-{contract.table.replace('_', '-')}-template.{options.form}"
    )
    path.write_bytes(template(contract, Staging(programme).choices()))
    print(path)
    return 0


def run_export(options: argparse.Namespace) -> int:
    """Write the loaded rows of a table as CSV."""
    contract = returned_table(options.table)
    (programme,) = chosen_programmes(options)
    path = options.to / f"{programme.settings['file_prefix']}-{contract.table.replace('_', '-')}.csv"
    body, rows = exported_csv(Staging(programme), contract)
    path.write_bytes(body)
    print(f"{path}: {rows:,} rows")
    return 0


def run_practice(options: argparse.Namespace) -> int:
    """Write the invented programme."""
    from etl.practice.write import write_practice  # only here: no other command invents figures

    folder = options.folders.programmes / "practice"
    write_practice(folder, options.seed)
    print(f"{folder} is written; to see it: biglocal build --programme practice")
    return 0


def run_serve(options: argparse.Namespace) -> int:
    """Bring the databases up to date, then run the web server in a process of its own until it is stopped."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", options.port)) == 0:
            raise DataError(f"Port {options.port} is taken. Choose another: PORT={options.port + 1} make run")
    folders = options.folders
    try:
        run_build(argparse.Namespace(programme=None, if_changed=True, folders=folders))
    except DataError as error:
        if not all(current(folders.builds / programme.programme_id) for programme in programmes(folders.programmes)):
            raise
        print(*error.sentences, "The last good build is served.", sep="\n", file=sys.stderr)
    print(f"Dashboard: http://localhost:{options.port}  (stop it with Ctrl+C)", flush=True)
    environment = {"BIGLOCAL_PROGRAMMES": str(folders.programmes), "BIGLOCAL_BUILDS": str(folders.builds)}
    mode = {"BIGLOCAL_STAFF": "yes"} if options.staff else {}
    settings = ["--config", str(options.config)] if options.config else []
    server = subprocess.Popen(
        [sys.executable, "-m", "dashboard.web.server", "--port", str(options.port), *settings],
        env={**os.environ, **environment, **mode},
    )
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        return 1 if server.wait() not in (0, -signal.SIGTERM, -signal.SIGINT) else 0
    except KeyboardInterrupt:
        server.wait()
        return 0


def run_pack(options: argparse.Namespace) -> int:
    """Write the files of a pack for a meeting, in a process of its own: they are made from the pages' own figures."""
    words = [
        "--for",
        options.audience,
        "--since",
        options.since,
        "--out",
        options.out,
        "--programme",
        options.programme,
    ]
    flags = [*(["--all"] if options.all else []), *(["--election"] if options.election else [])]
    return run_dashboard("dashboard.pack", options, *map(str, words), *flags, "--", options.area)


def run_people(options: argparse.Namespace) -> int:
    """Keep the permissions of people, in a process of its own: the dashboard reads them."""
    return run_dashboard("dashboard.web.people", options, *options.words)


def run_dashboard(module: str, options: argparse.Namespace, *words: str) -> int:
    """Run a module of the dashboard on the folders of the options, and return its exit code."""
    folders = {"BIGLOCAL_PROGRAMMES": str(options.folders.programmes), "BIGLOCAL_BUILDS": str(options.folders.builds)}
    command = [sys.executable, "-m", module, *words]
    return subprocess.run(command, env={**os.environ, **folders}, check=False).returncode


def run_reference(options: argparse.Namespace) -> int:
    """Compile the reference data and the public record of Big Local."""
    from etl.reference.compiled import compile_reference  # only here: its map libraries take a second to load

    for path, size in compile_reference(options.folder, say).items():
        print(f"{size:>9,} bytes  {path}")
    return 0


def run_disclosure(options: argparse.Namespace) -> int:
    """Print how many figures about people are shown, banded and hidden in the newest build of each programme."""
    for programme in chosen_programmes(options):
        path = current(options.folders.builds / programme.programme_id)
        if path is None:
            raise DataError(f"{programme.settings['name']} has no build yet. Run: biglocal build")
        print(f"{programme.settings['name']}: figures that count people, before and after others are protected")
        with duckdb.connect(str(staff_file(path)), read_only=True) as db:
            for rule in (PUBLIC, STAFF):
                for places, counted in counts_shown(db, rule).items():
                    print(f"  {rule.audience}, {places}: {shown_line(counted)}")
            waiting = db.execute("SELECT count(*) FROM waiting").fetchone() or (0,)
            print(f"  everyone: {waiting[0]:,} figures wait until more people are added")
    return 0


def shown_line(counted: Counter[str]) -> str:
    """Return how many figures are shown, banded and hidden, of how many."""
    parts = ", ".join(f"{counted[name]:,} {name}" for name in ("shown", "banded", "hidden"))
    return f"{parts}, of {counted.total():,}"


def run_docs(options: argparse.Namespace) -> int:
    """Write the generated documents, or raise DataError naming those that are out of date."""
    if not options.check:
        write_documents()
        return 0
    stale = stale_documents()
    if stale:
        raise DataError(*(f"{path} is out of date; run: biglocal docs" for path in stale))
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "build": run_build,
    "builds": run_builds,
    "check": run_check,
    "disclosure": run_disclosure,
    "docs": run_docs,
    "export": run_export,
    "history": run_history,
    "load": run_load,
    "pack": run_pack,
    "people": run_people,
    "practice": run_practice,
    "reference": run_reference,
    "rollback": run_rollback,
    "serve": run_serve,
    "template": run_template,
}
