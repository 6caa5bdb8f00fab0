"""What changed from build to build as an Atom feed (RFC 4287), of one area or of all: public figures only."""

import uuid
from datetime import UTC, datetime
from itertools import pairwise
from urllib.parse import urlencode
from xml.etree import ElementTree

from dashboard.model import db
from dashboard.model.catalogue import catalogue_of
from dashboard.model.changes import changes, kept_builds
from dashboard.text import change_words, words

ATOM = "http://www.w3.org/2005/Atom"
MOST_LINES = 40
"""At most so many changes are listed in an entry; the others are counted."""


def feed(programme_id: str, area_id: str, site: str) -> bytes | None:
    """Return the feed of an area, or of all areas where ``area_id`` is ""; None where there is no such programme or area.

    It has an entry for each public build that is kept and in which something changed since the one before, the newest
    first. ``site`` is the address of the dashboard, with a slash at its end.
    """
    builds = kept_builds(programme_id) if programme_id in db.programme_ids() else []
    if not builds:
        return None
    catalogue = catalogue_of(builds[-1])
    if area_id and area_id not in catalogue.areas.index:
        return None
    name = str(catalogue.programme["programme_name"])
    subject = f"{catalogue.areas.at[area_id, 'area_name']} ({name})" if area_id else name
    page = {"programme": programme_id} | ({"area": area_id} if area_id else {})
    address = f"{site}feeds/{'/'.join(filter(None, (programme_id, area_id)))}.xml"
    root = ElementTree.Element(f"{{{ATOM}}}feed")
    _text(root, "title", f"What changed: {subject}")
    _text(root, "id", _identity(programme_id, area_id))
    _text(root, "updated", _moment(builds[-1]))
    _text(ElementTree.SubElement(root, f"{{{ATOM}}}author"), "name", name)
    _link(root, "self", address)
    _link(root, "alternate", f"{site}{'area' if area_id else ''}?{urlencode(page)}")
    for before, after in reversed(list(pairwise(builds))):
        whole = changes(before, after)
        changed = whole.of_area(area_id) if area_id else whole
        areas = None if area_id else catalogue.areas["area_name"]
        table = change_words.table(changed, catalogue.measures, areas)
        if table.empty:
            continue
        entry = ElementTree.SubElement(root, f"{{{ATOM}}}entry")
        _text(entry, "title", f"{subject}: {words.count_of(len(table), 'change')}")
        _text(entry, "id", _identity(programme_id, area_id, after.version))  # whichever earlier builds are kept
        _text(entry, "updated", _moment(after))
        _link(entry, "alternate", f"{site}{'area' if area_id else ''}?{urlencode({**page, 'v': after.version})}")
        lines = [change_words.line(row) for row in table.head(MOST_LINES).itertuples(index=False)]
        lines += [f"and {len(table) - MOST_LINES:,} more"] * (len(table) > MOST_LINES)
        summary = change_words.summary(changed, words.date_words(before.version[:10]))
        _text(entry, "summary", summary)
        _text(entry, "content", "\n".join([summary, *lines]))
    ElementTree.register_namespace("", ATOM)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _link(parent: ElementTree.Element, relation: str, address: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", rel=relation, href=address)


def _identity(*parts: str) -> str:
    """Return an identifier that stays the same wherever the dashboard runs, as Atom asks for one of every feed and entry."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(("big-local-compare", *parts))).urn


def _moment(build: db.Build) -> str:
    """Return when a build was written, in UTC, in the form of RFC 3339."""
    return f"{datetime.fromtimestamp(build.stamp[0] // 1_000_000_000, UTC):%Y-%m-%dT%H:%M:%SZ}"
