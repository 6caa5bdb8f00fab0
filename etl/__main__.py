"""The command ``biglocal``: builds the databases, serves the dashboard, compiles the reference data, writes the docs."""

import argparse
import signal
import socket
import subprocess
import sys
from pathlib import Path

from etl.build import BUILDS, build, current, is_current
from etl.docs import stale_documents, write_documents
from etl.errors import DataError
from etl.programme import Programme, programmes


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 when it worked, 1 with sentences on the error stream when not."""
    options = parser().parse_args(arguments)
    try:
        return options.run(options)
    except DataError as error:
        print(*error.sentences, sep="\n", file=sys.stderr)
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

    check = commands.add_parser("check", help="build each programme aside and say what is wrong, changing nothing")
    check.set_defaults(run=run_check)

    reference = commands.add_parser(
        "reference", help="compile Big Local's reference data from a folder of public files"
    )
    reference.add_argument("--from", dest="folder", type=Path, required=True, metavar="FOLDER", help="the public files")
    reference.set_defaults(run=run_reference)

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


def run_check(_: argparse.Namespace) -> int:
    """Build every programme into a folder that is thrown away."""
    import tempfile  # only here: the other commands need no such folder

    with tempfile.TemporaryDirectory() as folder:
        for about in programmes():
            build(about, lambda _words: None, Path(folder))
            print(f"{about.told['name']}: all files are good")
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
    server = subprocess.Popen([sys.executable, "-m", "dashboard.server", "--port", str(options.port)])
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
