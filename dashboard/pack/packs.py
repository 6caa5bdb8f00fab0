"""Packs put together: which findings there are of a place, which make a good first set, and the pack of those chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from dashboard.model import db
from dashboard.model.catalogue import catalogue_of
from dashboard.model.state import SEPARATOR, View, read_view
from dashboard.pack.finding import Finding, Pack, Source
from dashboard.pack.measured import is_dated, measured_findings
from dashboard.pack.place import Place, place_of
from dashboard.pack.recorded import NEW, recorded_findings, tells_of_council
from dashboard.text import themes, words

PARTS = ("area", "region", "wave", "deprivation", "audience", "since", "election")
"""The parts of an address that say which findings there are."""
AUDIENCES = {"board": "the partnership board", "councillors": "councillors", "funders": "funders"}
PEOPLE, MONEY, COUNCIL = themes.THEMES.values()
ORDER = {
    "board": (PEOPLE, MONEY, COUNCIL),
    "councillors": (COUNCIL, PEOPLE, MONEY),
    "funders": (MONEY, PEOPLE, COUNCIL),
}
"""The order of the themes for each audience; what is new comes before them, what lasts and the place itself after."""
FEWEST, SUGGESTED, MOST = 3, 6, 8
"""A pack has at least, at first and at most so many findings."""
IN_ACCOUNT = ("spent_gbp", "spent_share")
"""Measures that say what the account says already."""
NEAR = "near"
LEFT_OUT = "Left out because an election is near: everything about councils and councillors."


@dataclass(frozen=True)
class Offer:
    """The findings of a place for an audience, in the order in which they are offered, and the ids of a good first set."""

    findings: dict[str, Finding]
    suggested: tuple[str, ...]


def view_of(build: db.Build, address: Mapping[str, str]) -> View:
    """Return the view of an address in one build; what is not allowed is passed over."""
    catalogue = catalogue_of(build)
    return read_view(address, catalogue.allowed_values, catalogue.periods, catalogue.opening_periods)[0]


def offer(build: db.Build, view: View) -> Offer | None:
    """Return the findings that a pack of a view can hold; None where the build has no such place."""
    return _offer(build, view.only(*PARTS))


@lru_cache(maxsize=300)
def _offer(build: db.Build, view: View) -> Offer | None:
    place = place_of(build, view)
    if place is None:
        return None
    is_near = view.election == NEAR
    weighed = {**recorded_findings(place, view.since, is_near), **measured_findings(place)}
    if is_near:
        weighed = {
            name: pair
            for name, pair in weighed.items()
            if pair[0].theme != COUNCIL and not tells_of_council(pair[0].title)
        }
    order = [NEW, *ORDER[view.audience]]
    ranked = sorted(
        weighed.values(),
        key=lambda pair: (order.index(pair[0].theme) if pair[0].theme in order else len(order), -pair[1]),
    )
    return Offer({finding.finding_id: finding for finding, _ in ranked}, suggested(ranked, order))


def suggested(ranked: list[tuple[Finding, int]], order: list[str]) -> tuple[str, ...]:
    """Return the ids of a good first set: what is new, then the themes in turn, their weightiest first.

    Where fewer than three tell something, those of the place itself fill up.
    """
    ranked = [(finding, weight) for finding, weight in ranked if weight and finding.finding_id not in IN_ACCOUNT]
    by_theme = {theme: [finding for finding, _ in ranked if finding.theme == theme] for theme in order}
    chosen: list[Finding] = []
    for turn in range(SUGGESTED):
        chosen += [findings[turn] for findings in by_theme.values() if turn < len(findings)]
    others = [finding for finding, _ in ranked if finding.theme not in order]
    chosen = chosen[:SUGGESTED] if len(chosen) >= SUGGESTED else [*chosen, *others][:SUGGESTED]
    return tuple(finding.finding_id for finding in sorted(chosen, key=lambda finding: position(finding, order)))


def position(finding: Finding, order: list[str]) -> int:
    """Return the place of a finding's theme in an order; themes that are not in it come last."""
    return order.index(finding.theme) if finding.theme in order else len(order)


def chosen_ids(view: View, offered: Offer) -> tuple[str, ...]:
    """Return the ids of the findings that an address names and the place has, in its order, else those of the first set."""
    named = tuple(dict.fromkeys(name for name in view.findings.split(SEPARATOR) if name in offered.findings))
    return named[:MOST] or offered.suggested


def pack(build: db.Build, view: View, site: str = "", today: date | None = None) -> Pack | None:
    """Return the pack of a view; None where the build has no such place. It is always of the public figures.

    ``site`` is the address of the dashboard, for links; ``today`` the day that it is made.
    """
    place, offered = place_of(build, view), offer(build, view)
    if place is None or offered is None:
        return None
    findings = tuple(offered.findings[name] for name in chosen_ids(view, offered))
    programme = place.catalogue.programme
    return Pack(
        place=place.name,
        title=f"{place.name}: findings for {AUDIENCES[view.audience]}",
        audience=AUDIENCES[view.audience],
        programme=str(programme["programme_name"]),
        version=build.version,
        made_on=words.date_words((today or date.today()).isoformat()),
        data_to=newest_period(findings),
        findings=findings,
        unknown=tuple(unknown(place, offered)),
        left_out=(LEFT_OUT,) if view.election == NEAR else (),
        sources=tuple(sources(findings)),
        page=page_of(build, view, findings),
        site=site,
        is_invented=bool(programme["is_invented"]),
        since=words.date_words(view.since) if view.since else "",
    )


def page_of(build: db.Build, view: View, findings: tuple[Finding, ...]) -> str:
    """Return the address that makes a pack again from the same build, with its findings by name."""
    return address(build, view, SEPARATOR.join(finding.finding_id for finding in findings))


def address(build: db.Build, view: View, findings: str) -> str:
    """Return the address of the Present page for a build, a view and the names of findings, from "/"."""
    return f"/present?{urlencode(view.only(*PARTS).parameters(findings=findings, v=build.version))}"


def newest_period(findings: tuple[Finding, ...]) -> str:
    """Return the newest year of the figures; empty where none is of a year."""
    return max((finding.period for finding in findings if is_dated(finding.period)), default="")


def unknown(place: Place, offered: Offer) -> list[str]:
    """Return sentences on what is not known of a place: themes without a figure, returns that are missing, the record."""
    measured = {finding.theme for finding in offered.findings.values() if finding.certainty}
    without = [theme for theme in themes.THEMES.values() if theme not in measured]
    sentences = []
    if len(without) == len(themes.THEMES):
        sentences.append("No returns are loaded, so nothing is known from returns on people, money or the council.")
    else:
        sentences += [f"{theme}: there is no figure that may be shown." for theme in without]
    if place.is_area:
        missing: Any = db.query(place.build, "area_missing", area_id=place.place_id)
        sentences += [
            f"{words.count_of(int(rows['returns_count'].sum()), 'return')} of this area "
            f"{'is' if rows['returns_count'].sum() == 1 else 'are'} {standing}: the figures leave out what is in them."
            for standing, rows in missing.groupby("standing")
        ]
    if any(finding.items for finding in offered.findings.values()):
        sentences.append("The public record holds what was found on published pages. It is not complete.")
    return sentences


def sources(findings: tuple[Finding, ...]) -> list[Source]:
    """Return where the figures and facts of findings are from, each once: first the data, then the pages."""
    data = [Source(finding.source, "") for finding in findings if finding.source and not finding.items]
    pages = [
        Source(item.publisher, "", item.address) for finding in findings for item in finding.items if item.publisher
    ]
    return list(dict.fromkeys([*data, *pages]))
