"""Writes packs as files without a browser: ``python -m dashboard.pack AREA``; ``biglocal pack`` runs it."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dashboard.model import db
from dashboard.model.catalogue import Catalogue, catalogue_of
from dashboard.model.search import matching_areas, plain_words
from dashboard.model.state import View
from dashboard.pack import forms, packs


class Refusal(Exception):
    """What was asked for cannot be made; the message says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the packs that the command line names; return 0, or 1 with a sentence on the error stream."""
    options = parser().parse_args(arguments)
    try:
        build = db.public_build(options.programme)
        catalogue = catalogue_of(build)
        chosen = list(catalogue.areas.index) if options.all else [area_id(catalogue, options.area)]
        since = day(options.since)
        options.out.mkdir(parents=True, exist_ok=True)
        for number, area in enumerate(chosen, 1):
            view = View(options.programme, area=area, audience=options.audience, since=since)
            written = write(build, view, catalogue, options)
            sys.stdout.write(f"{number} of {len(chosen)}: {written}\n")
            sys.stdout.flush()
    except (Refusal, db.NotReady, OSError) as why:
        sys.stderr.write(f"{why}\n")
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    command = argparse.ArgumentParser(prog="biglocal pack", description="Write the files of a pack for a meeting.")
    command.add_argument("area", nargs="?", default="", metavar="AREA", help="the name of the area, or its id")
    command.add_argument("--all", action="store_true", help="a pack for every area of the programme")
    command.add_argument(
        "--for", dest="audience", choices=list(packs.AUDIENCES), default="board", help="who will be there"
    )
    command.add_argument("--since", default="", metavar="DATE", help="the day of the last meeting, as 2026-03-12")
    command.add_argument("--out", type=Path, default=Path(), metavar="FOLDER", help="where to (default: here)")
    command.add_argument("--programme", default="big_local", metavar="NAME", help="the name of its folder")
    command.add_argument("--election", action="store_true", help="leave out everything about councils")
    return command


def area_id(catalogue: Catalogue, name: str) -> str:
    """Return the id of the area with this id or name. Raise Refusal where there is none, with the nearest names."""
    if not name:
        raise Refusal("Name an area, or write --all for a pack of every area.")
    if name in catalogue.areas.index:
        return name
    same = catalogue.areas[catalogue.areas["area_name"].map(plain_words) == plain_words(name)]
    if len(same) == 1:
        return str(same.index[0])
    near = [str(catalogue.area(hit.area_id)["area_name"]) for hit in matching_areas(name, catalogue.entries)[:3]]
    nearest = f" Nearest: {'; '.join(near)}." if near else ""
    raise Refusal(f"There is no area “{name}” in {catalogue.programme['programme_name']}.{nearest}")


def day(text: str) -> str:
    """Return a day as written. Raise Refusal where it is none."""
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise Refusal(f"“{text}” is not a day. Write it as 2026-03-12.") from None


def write(build: db.Build, view: View, catalogue: Catalogue, options: argparse.Namespace) -> str:
    """Write every form of one pack and return the area with the number of files."""
    view = View(**{**vars(view), "election": packs.NEAR}) if options.election else view
    pack = packs.pack(build, view)
    if pack is None:
        raise Refusal(f"There is no area “{view.area}”.")
    db.keep(build)
    for form in forms.FORMS.values():
        name = f"{catalogue.programme['file_prefix']}-{view.area}-{form.name_part}-v{build.version}.{form.ending}"
        (options.out / name).write_bytes(form.write(pack))
    return f"{pack.place}: {len(forms.FORMS)} files in {options.out.resolve()}"


if __name__ == "__main__":
    sys.exit(main())
