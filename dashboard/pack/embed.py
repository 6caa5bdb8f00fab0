"""One finding as a page of its own, to stand in a frame on any website: title, picture, table, source, and the way to it."""

from functools import cache
from html import escape

from jinja2 import Template

from dashboard.model import db
from dashboard.model.catalogue import catalogue_of
from dashboard.model.state import View
from dashboard.pack import hall, packs
from dashboard.pack.finding import Pack
from dashboard.pack.place import place_parameters
from dashboard.pack.slides import sentence

SIZES = {"wide": (640, 300, 14), "narrow": (340, 280, 13)}
"""Width and height of the picture and the size of its type, in pixels, in a wide frame and in one of less than 500."""
HEIGHT = 600
"""The height of a frame in pixels, the table folded."""


class NoFinding(Exception):
    """There is no such place or finding; the message says so."""


def pack_of(build: db.Build, place_id: str, finding_id: str, site: str = "") -> Pack:
    """Return a pack of one finding. Raise NoFinding where the build has no such place, or no such finding to be shown."""
    catalogue = catalogue_of(build)
    if place_id not in catalogue.comparable_places:
        raise NoFinding("There is no such area or group of areas.")
    view = View(build.programme_id, findings=finding_id, **place_parameters(catalogue, place_id))
    offered = packs.offer(build, view)
    if offered is None or finding_id not in offered.findings:
        raise NoFinding("There is no such finding about this place, or its figures may not be shown.")
    made = packs.pack(build, view, site)
    assert made is not None, "a place with findings has a pack"  # noqa: S101
    return made


def page(pack: Pack) -> str:
    """Return the one finding of a pack as HTML without scripts, its link leading to its page in the dashboard."""
    (finding,) = pack.findings
    pictures = {name: hall.svg(finding, size, "light") for name, size in SIZES.items()} if finding.picture else {}
    notes = (finding.base, finding.certainty, finding.verdict, finding.caveat)
    return template().render(
        pack=pack,
        finding=finding,
        pictures=pictures,
        notes=" ".join(sentence(note) for note in notes if note),
        style=style(),
    )


@cache
def template() -> Template:
    """Return the template, in which every text is escaped."""
    return hall.environment().from_string((hall.FOLDER / "embed.html").read_text(encoding="utf-8"))


@cache
def style() -> str:
    """Return the style of the page."""
    return (hall.FOLDER / "embed.css").read_text(encoding="utf-8")


@cache
def policy() -> str:
    """Return the content policy of the page: its own style, nothing from elsewhere, and any site may frame it."""
    return (
        f"default-src 'none'; style-src-elem {hall.hash_of(style())}; style-src-attr 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors *"
    )


def line(build: db.Build, place_id: str, finding_id: str, site: str) -> str:
    """Return the line of HTML that shows a finding on a website; empty where there is none to be shown."""
    try:
        pack = pack_of(build, place_id, finding_id)
    except NoFinding:
        return ""
    title = escape(f"{pack.place}: {pack.findings[0].title}")
    address = escape(f"{site.rstrip('/')}/embed/{build.programme_id}/{place_id}/{finding_id}")
    return f'<iframe src="{address}" title="{title}" width="100%" height="{HEIGHT}" style="border: 0"></iframe>'
