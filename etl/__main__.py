"""The command ``biglocal``: builds the databases, loads returns, serves the dashboard, compiles reference data, writes docs."""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from etl.build import BUILDS, build, current, is_current, staff_file
from etl.contract import Contract, contracts
from etl.disclosure import Rule, counts_hidden
from etl.docs import stale_documents, write_documents
from etl.errors import DataError
from etl.loading import check_files, exported, load_files, marked_files, roll_back_load
from etl.loads import history, user
from etl.programme import PROGRAMMES, Programme, programmes
from etl.report import as_json, difference_lines, history_lines, sentences
from etl.staging import Staged, Staging
from etl.templates import template_csv, template_xlsx

THRESHOLDS = (5, 8, 10)
"""Bases for which biglocal disclosure says what would be hidden from everyone."""
NO_ROOM = (OSError, duckdb.IOException, duckdb.OutOfMemoryException, duckdb.TransactionException, duckdb.FatalException)
"""What is raised when the disk or the memory is full, or a file may not be written."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 when it worked, 1 with sentences on the error stream when not."""
    options = parser().parse_args(arguments)
    try:
        return options.run(options)
    except DataError as error:
        print(*error.sentences, sep="\n", file=sys.stderr)
        return 1
    except NO_ROOM as error:
        said = str(error).splitlines()[0]
        print(f"The computer could not do it: {said}. Nothing was changed: make room and try again.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(prog="biglocal", description=str(__doc__).replace("`", ""))
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    make = commands.add_parser("build", help="read the files, check them and build the database of each programme")
    make.add_argument("--programme", metavar="NAME", help="only this programme (the name of its folder)")
    make.add_argument("--if-changed", action="store_true", help="do nothing where the database is up to date")
    make.set_defaults(run=run_build)

    serve = commands.add_parser("serve", help="build what is out of date, then start the dashboard")
    serve.add_argument("--port", type=int, default=8501, help="port on this computer (default: 8501)")
    serve.set_defaults(run=run_serve)

    serve.add_argument(
        "--staff", action="store_true", help="staff mode: returns can be loaded; only from this computer"
    )

    check = commands.add_parser(
        "check", help="say everything that is wrong with these files, or with each programme's own"
    )
    check.add_argument(
        "--mark", type=Path, metavar="FOLDER", help="write your files there with a column “What to mend”"
    )
    check.set_defaults(run=run_check)
    load = commands.add_parser(
        "load", help="say what loading these files would change; with --yes, load them and build"
    )
    load.add_argument(
        "--yes", action="store_true", help="load the good rows; keep the refused ones beside their reasons"
    )
    load.add_argument("--replaces", type=int, metavar="LOAD", help="rows of that load that are not in these files go")
    load.set_defaults(run=run_load)
    for one in (check, load):
        one.add_argument("files", nargs="*" if one is check else "+", type=Path, metavar="FILE")
        one.add_argument("--table", default="", help="which table it is, where the headings do not tell")
        one.add_argument(
            "--as", dest="names", action="append", metavar="NAME", help="how its user calls each FILE, in order"
        )

    past = commands.add_parser("history", help="list all loads, with what each brought")
    past.set_defaults(run=run_history)
    back = commands.add_parser("rollback", help="take one load back; nothing of it is deleted")
    back.add_argument("load", type=int, metavar="LOAD", help="its number; see: biglocal history")
    back.set_defaults(run=run_rollback)
    for one in (load, back):
        one.add_argument(
            "--by", default=user(), metavar="WHO", help="who does it, for the record (default: this computer's user)"
        )
    for one in (check, load, past, back):
        one.add_argument("--json", action="store_true", help="say it as JSON")

    blank = commands.add_parser("template", help="write the blank template of a table of returns")
    blank.add_argument("--csv", action="store_const", dest="form", const="csv", help="as a CSV file")
    blank.add_argument("--xlsx", action="store_const", dest="form", const="xlsx", help="as a spreadsheet (the default)")
    blank.set_defaults(run=run_template, form="xlsx")
    rows = commands.add_parser("export", help="write what is loaded of a table as CSV, in the form of its template")
    rows.set_defaults(run=run_export)
    for one in (blank, rows):
        one.add_argument("table", metavar="TABLE", help=", ".join(one.table for one in contracts() if one.is_returned))
        one.add_argument("--to", type=Path, default=Path(), metavar="FOLDER", help="where to (default: here)")
    for one in (check, load, past, back, blank, rows):
        one.add_argument(
            "--programme", default="big_local", metavar="NAME", help="the name of its folder (default: big_local)"
        )

    practice = commands.add_parser("practice", help="write the invented programme anew into data/programmes/practice")
    practice.add_argument(
        "--seed", type=int, default=2026, help="another number gives other places and figures (default: 2026)"
    )
    practice.set_defaults(run=run_practice)

    reference = commands.add_parser(
        "reference", help="compile Big Local's reference data from a folder of public files"
    )
    reference.add_argument("--from", dest="folder", type=Path, required=True, metavar="FOLDER", help="the public files")
    reference.set_defaults(run=run_reference)

    hidden = commands.add_parser(
        "disclosure", help="say how much is hidden at several thresholds, and show that none of it can be worked out"
    )
    hidden.add_argument("--programme", metavar="NAME", help="only this programme (the name of its folder)")
    hidden.set_defaults(run=run_disclosure)

    docs = commands.add_parser("docs", help="write data/README.md, the dictionary of all tables and measures")
    docs.add_argument("--check", action="store_true", help="only say whether it is up to date")
    docs.set_defaults(run=run_docs)
    return top


def say(words: str) -> None:
    """Tell how far the work has come, on one line each."""
    print(f"  {words}", flush=True)


def chosen(name: str | None) -> list[Programme]:
    """Return the programme of that name, or all. Raises DataError naming those there are."""
    known = programmes()
    found = [about for about in known if name in (None, about.programme_id)]
    if not found:
        raise DataError(
            f"There is no programme {name!r}; there are: {', '.join(about.programme_id for about in known)}."
        )
    return found


def run_build(options: argparse.Namespace) -> int:
    """Build the databases that are asked for."""
    for about in chosen(options.programme):
        if options.if_changed and is_current(about):
            print(f"{about.told['name']}: up to date")
            continue
        print(f"{about.told['name']}: building")
        print(f"{about.told['name']}: version {build(about, say)} is ready")
    return 0


def run_check(options: argparse.Namespace) -> int:
    """Check files, or every programme's own by building it into a folder that is thrown away."""
    import tempfile  # only here: the other commands need no such folder

    if options.files:
        (about,) = chosen(options.programme)
        state = check_files(about, named_files(options), progress(options), options.table)
        marked = marked_files(state, options.mark) if options.mark else []
        print_report(options, state, "Nothing was changed.", {"marked": [str(path) for path in marked]})
        return (
            1
            if any(one.severity == "error" for one in state.problems) or any(file.unreadable for file in state.files)
            else 0
        )
    with tempfile.TemporaryDirectory() as folder:
        for about in programmes():
            build(about, lambda _words: None, Path(folder))
            print(f"{about.told['name']}: all files are good")
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
    (about,) = chosen(options.programme)
    files, tell = named_files(options), progress(options)
    if not options.yes:
        state = check_files(about, files, tell, options.table, options.replaces)
        can = "To load the good rows, say --yes." if state.changes_something else "Nothing would change."
        print_report(options, state, f"Nothing was changed. {can}", {})
        return 0
    state, load, version = load_files(about, files, options.by, tell, options.table, options.replaces)
    if load is None:
        print_report(options, state, "Nothing changed: these rows are loaded already, or none is good.", {})
        return 1 if not state.accepted else 0
    done = f"Load {load.number} is done. The data version is now {version}. To take it back: biglocal rollback {load.number}"
    print_report(options, state, done, {"load": load.number, "version": version})
    return 0


def run_history(options: argparse.Namespace) -> int:
    """List the loads of a programme."""
    (about,) = chosen(options.programme)
    found = history(about)
    if options.json:
        told = [{**load.told, "rolled_back": load.rolled_back, "refused": str(load.folder / "refused.csv")
                 if (load.folder / "refused.csv").is_file() else ""} for load in found]  # fmt: skip
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(*(history_lines(found) or ["Nothing has been loaded yet."]), sep="\n")
    return 0


def run_rollback(options: argparse.Namespace) -> int:
    """Take one load back."""
    (about,) = chosen(options.programme)
    version = roll_back_load(about, options.load, options.by, progress(options))
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
    (about,) = chosen(options.programme)
    made = template_csv if options.form == "csv" else template_xlsx
    path = options.to / f"{about.told['file_prefix']}-{told.table.replace('_', '-')}-template.{options.form}"
    path.write_bytes(made(told, Staging(about).choices()))
    print(path)
    return 0


def run_export(options: argparse.Namespace) -> int:
    """Write what is loaded of a table."""
    told = returned_table(options.table)
    (about,) = chosen(options.programme)
    path = options.to / f"{about.told['file_prefix']}-{told.table.replace('_', '-')}.csv"
    body, rows = exported(Staging(about), told)
    path.write_bytes(body)
    print(f"{path}: {rows:,} rows")
    return 0


def run_practice(options: argparse.Namespace) -> int:
    """Write the invented programme."""
    from etl.practice import write_practice  # only here: no other command makes figures up

    write_practice(PROGRAMMES / "practice", options.seed)
    print(f"{PROGRAMMES / 'practice'} is written; to see it: biglocal build --programme practice")
    return 0


def run_serve(options: argparse.Namespace) -> int:
    """Bring the databases up to date and run the web server, a process of its own, until it is stopped."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", options.port)) == 0:
            raise DataError(f"Port {options.port} is taken. Choose another: PORT={options.port + 1} make run")
    try:
        run_build(argparse.Namespace(programme=None, if_changed=True))
    except DataError as error:
        if not all(current(BUILDS / about.programme_id) for about in programmes()):
            raise
        print(*error.sentences, "The last good build is served.", sep="\n", file=sys.stderr)
    print(f"Dashboard: http://localhost:{options.port}  (stop it with Ctrl+C)", flush=True)
    mode = {"BIGLOCAL_STAFF": "yes"} if options.staff else {}
    server = subprocess.Popen(
        [sys.executable, "-m", "dashboard.server", "--port", str(options.port)], env={**os.environ, **mode}
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
    for about in chosen(options.programme):
        path = current(BUILDS / about.programme_id)
        if path is None:
            raise DataError(f"{about.told['name']} has no build yet. Run: biglocal build")
        print(f"{about.told['name']}: figures of areas that count people")
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


if __name__ == "__main__":
    sys.exit(main())
