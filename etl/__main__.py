"""The command ``biglocal``: builds the databases, loads returns, serves the dashboard, compiles reference data, writes docs.

This module only parses the command line. The work is in ``etl.commands``, which is loaded when there is work to do: its
libraries take a second to load, and help should not wait for them.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from etl.contract import contracts

if TYPE_CHECKING:
    from etl.commands import Folders

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def main(arguments: list[str] | None = None, folders: "Folders | None" = None) -> int:
    """Run one command and return its exit code: 0 if it worked, 1 with sentences on the error stream if not.

    ``folders`` gives other folders for programmes and builds than the usual ones.
    """
    options = parser().parse_args(arguments)
    try:
        from etl import commands  # only here: see above

        return commands.run(options, folders or commands.Folders())
    except KeyboardInterrupt:
        return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(prog="biglocal", description=str(__doc__).partition("\n")[0].replace("`", ""))
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    _add_build_commands(commands)
    _add_load_commands(commands)
    _add_table_commands(commands)
    _add_maintenance_commands(commands)
    return top


def _add_build_commands(commands: "Commands") -> None:
    make = commands.add_parser("build", help="read the files, check them and build the database of each programme")
    make.add_argument("--programme", metavar="NAME", help="only this programme (the name of its folder)")
    make.add_argument("--if-changed", action="store_true", help="do nothing where the database is up to date")
    make.set_defaults(run="build")

    made = commands.add_parser("builds", help="list the builds that are kept, with their day and size")
    made.add_argument(
        "--forget", default="", metavar="VERSION", help="delete that build, though packs or links name it"
    )
    made.set_defaults(run="builds")
    _add_programme_argument(made)

    serve = commands.add_parser("serve", help="build what is out of date, then start the dashboard")
    serve.add_argument("--port", type=int, default=8501, help="port on this computer (default: 8501)")
    serve.set_defaults(run="serve")

    serve.add_argument(
        "--staff", action="store_true", help="staff mode: returns can be loaded; only from this computer"
    )

    serve.add_argument("--config", type=Path, metavar="FILE", help="settings of sign-in (TOML); without: no sign-in")


def _add_load_commands(commands: "Commands") -> None:
    check = commands.add_parser(
        "check", help="say everything that is wrong with these files, or with each programme's own"
    )
    check.add_argument(
        "--mark", type=Path, metavar="FOLDER", help="write your files there with a column “What to mend”"
    )
    check.set_defaults(run="check")
    load = commands.add_parser(
        "load", help="say what loading these files would change; with --yes, load them and build"
    )
    load.add_argument(
        "--yes", action="store_true", help="load the good rows; keep the refused ones beside their reasons"
    )
    load.add_argument("--replaces", type=int, metavar="LOAD", help="rows of that load that are not in these files go")
    load.set_defaults(run="load")
    for command in (check, load):
        command.add_argument("files", nargs="*" if command is check else "+", type=Path, metavar="FILE")
        command.add_argument("--table", default="", help="which table it is, where the headings do not tell")
        command.add_argument(
            "--as", dest="names", action="append", metavar="NAME", help="how its user calls each FILE, in order"
        )

        command.add_argument(
            "--read",
            action="append",
            default=[],
            metavar="COLUMN=READING",
            help='answer a question of the report, as in --read "Date=month first"',
        )

    past = commands.add_parser("history", help="list all loads, with what each brought")
    past.set_defaults(run="history")
    back = commands.add_parser("rollback", help="take one load back; nothing of it is deleted")
    back.add_argument("load", type=int, metavar="LOAD", help="its number; see: biglocal history")
    back.set_defaults(run="rollback")
    for command in (load, back):
        command.add_argument(
            "--by", default="", metavar="WHO", help="who does it, for the record (default: this computer's user)"
        )
    for command in (check, load, past, back):
        command.add_argument("--json", action="store_true", help="say it as JSON")
    _add_programme_argument(check, load, past, back)


def _add_table_commands(commands: "Commands") -> None:
    blank = commands.add_parser("template", help="write the blank template of a table of returns")
    blank.add_argument("--csv", action="store_const", dest="form", const="csv", help="as a CSV file")
    blank.add_argument("--xlsx", action="store_const", dest="form", const="xlsx", help="as a spreadsheet (the default)")
    blank.set_defaults(run="template", form="xlsx")
    rows = commands.add_parser("export", help="write what is loaded of a table as CSV, in the form of its template")
    rows.set_defaults(run="export")
    tables = [contract.table for contract in contracts() if contract.is_returned]
    for command in (blank, rows):
        command.add_argument("table", metavar="TABLE", help=", ".join(tables))
        command.add_argument("--to", type=Path, default=Path(), metavar="FOLDER", help="where to (default: here)")
    _add_programme_argument(blank, rows)


def _add_programme_argument(*parsers: argparse.ArgumentParser) -> None:
    for command in parsers:
        command.add_argument(
            "--programme", default="big_local", metavar="NAME", help="the name of its folder (default: big_local)"
        )


def _add_maintenance_commands(commands: "Commands") -> None:
    practice = commands.add_parser("practice", help="write the invented programme anew into data/programmes/practice")
    practice.add_argument(
        "--seed", type=int, default=2026, help="another number gives other places and figures (default: 2026)"
    )
    practice.set_defaults(run="practice")

    pack = commands.add_parser("pack", help="write slides, handout, hall file and tables of an area for a meeting")
    pack.add_argument("area", nargs="?", default="", metavar="AREA", help="the name of the area, or its id")
    pack.add_argument("--all", action="store_true", help="a pack for every area of the programme")
    pack.add_argument(
        "--for", dest="audience", default="board", metavar="WHO", help="board (the default), councillors or funders"
    )
    pack.add_argument("--since", default="", metavar="DATE", help="the day of the last meeting, as 2026-03-12")
    pack.add_argument("--election", action="store_true", help="leave out everything about councils and councillors")
    pack.add_argument("--out", type=Path, default=Path(), metavar="FOLDER", help="where to (default: here)")
    pack.set_defaults(run="pack")
    _add_programme_argument(pack)

    people = commands.add_parser("people", help="keep the permissions of people: add, list, end, events")
    people.add_argument(
        "words",
        nargs=argparse.REMAINDER,
        metavar="STEP",
        help="add, list, end or events; see: biglocal people add --help",
    )
    people.set_defaults(run="people")

    reference = commands.add_parser(
        "reference", help="compile Big Local's reference data from a folder of public files"
    )
    reference.add_argument("--from", dest="folder", type=Path, required=True, metavar="FOLDER", help="the public files")
    reference.set_defaults(run="reference")

    hidden = commands.add_parser(
        "disclosure", help="say how many figures about people are shown, banded and hidden, and prove that none follows"
    )
    hidden.add_argument("--programme", metavar="NAME", help="only this programme (the name of its folder)")
    hidden.set_defaults(run="disclosure")

    docs = commands.add_parser("docs", help="write data/README.md, the dictionary of all tables and measures")
    docs.add_argument("--check", action="store_true", help="only say whether it is up to date")
    docs.set_defaults(run="docs")


if __name__ == "__main__":
    sys.exit(main())
