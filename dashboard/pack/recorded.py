"""Findings from the account and the record: the award, the public record by theme, stories, and what happened since a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from dashboard.model import db
from dashboard.model.changes import build_before, changes
from dashboard.pack.finding import Finding, Item, Picture, Series, Table
from dashboard.pack.place import PROGRAMME, Place
from dashboard.text import change_words, record_words, themes, words
from dashboard.text.words import Measure

POUNDS = Measure("account", "The account", "Account", "£", "{value}", "money", 0)
NEW = "Since the last meeting"
INCOMPLETE = "These are facts found on published pages: they are not complete, and their number compares no areas."
THEME_OF_FACTS = {
    "participation": themes.THEMES["people"],
    "funding": themes.THEMES["money"],
    "council": themes.THEMES["council"],
    "money": themes.THEMES["money"],
    "legacy": "What lasts",
}
"""The theme of a finding for each theme of facts."""
TEXTS = ["theme", "kind", "what", "value_words", "who", "detail", "source_title", "source_publisher"]
COUNCIL_WORDS = ("council", "mayor", "election", "elected")
MOST_ITEMS = 8
"""A finding lists at most so many dated facts, the latest; the page has all."""


def recorded_findings(place: Place, since: str = "", is_election_near: bool = False) -> dict[str, tuple[Finding, int]]:
    """Return the findings on record of a place, each with its weight: what is new since a day, account, stories, facts.

    Near an election, everything that tells of councils and councillors is left out.
    """
    facts = db.query(place.build, "record_facts")
    facts = facts[facts["area_id"].isin(own_ids(place))]
    if is_election_near:
        telling = [tells_of_council(*texts) for texts in facts[TEXTS].itertuples(index=False)]
        facts = facts[~pd.Series(telling, index=facts.index, dtype=bool)]
    listed = [*account_findings(place), *story_findings(place, is_election_near)]
    if since:
        listed.append(new_finding(place, facts, since, is_election_near))
    listed += [
        (facts_finding(place, theme, of_theme), 1)
        for theme in record_words.THEMES
        if len(of_theme := facts[facts["theme"] == theme])
    ]
    return {finding.finding_id: (finding, weight) for finding, weight in listed}


def own_ids(place: Place) -> list[str]:
    """Return the ids that facts about a place carry: those of its areas; of the programme only the facts about itself."""
    return [""] if place.place_id == PROGRAMME else place.area_ids


def tells_of_council(*texts: Any) -> bool:
    """Whether texts speak of a council, a councillor, a mayor or an election."""
    together = " ".join(str(text).lower() for text in texts)
    return any(word in together for word in COUNCIL_WORDS)


def account_findings(place: Place) -> list[tuple[Finding, int]]:
    """Return what was awarded, spent, handed back and is not accounted for, where award and spending are reported."""
    view = place.view
    rows = db.query(
        place.build,
        "progress_account",
        region=view.region,
        wave=view.wave,
        deprivation=view.deprivation,
        area_id=view.area,
    )
    row: Any = next((row for row in db.rows(rows) if row.scope == ("area" if place.is_area else "shown")), None)
    return [] if row is None else account_of(place, row)


def account_of(place: Place, row: Any) -> list[tuple[Finding, int]]:
    """Return the account as a finding, or none where award or spending is not reported; of a group, for the areas with both."""
    if not row.areas_both:
        return []
    awarded, spent, left = row.awarded_of_spent_gbp, row.spent_of_awarded_gbp, row.left_gbp
    returned = row.returned_of_awarded_gbp if row.areas_both_returned else None
    rest = ("Not yet accounted for", left) if left >= 0 else ("Spent beyond the award", -left)
    amounts = [("Awarded", awarded), ("Reported as spent", spent), ("Handed back", returned), rest]
    texts = [pounds(amount) for _, amount in amounts]
    areas = "" if place.is_area else f", in {words.count_of(int(row.areas_both), 'area')}"
    sentence = f"{texts[1]} of the {texts[0]} awarded is reported as spent{areas}"
    return [
        (
            Finding(
                finding_id="account",
                theme=themes.THEMES["money"],
                title=sentence,
                subtitle=f"£, to {words.date_words(row.spent_until)}" if row.spent_until else "£",
                picture=Picture(
                    "bars",
                    tuple(name for name, _ in amounts),
                    (Series("Pounds", tuple(None if amount is None else float(amount) for _, amount in amounts)),),
                    POUNDS,
                ),
                table=Table(
                    ("What", "£"), tuple((name, text) for (name, _), text in zip(amounts, texts, strict=True)), (1,)
                ),
                alt=f"Bars of the account of {place.name}. "
                + "; ".join(f"{name}: {text}" for (name, _), text in zip(amounts, texts, strict=True))
                + ".",
                base="" if place.is_area else words.count_of(int(row.areas_both), "area"),
                certainty="this is a full count, so there is no confidence interval",
                caveat="What is not yet accounted for may be unspent, or spent and not yet reported.",
                source="Invented figures" if place.catalogue.programme["is_invented"] else "Returns of the areas",
                sentence=f"{place.name}: {sentence}.",
                page=place.page("progress"),
            ),
            4,
        )
    ]


def pounds(amount: float | None) -> str:
    """Return an amount in whole pounds; without one, that none is reported."""
    return f"{words.STATES['not reported'][0]} [x]" if amount is None else words.figure(float(amount), POUNDS)


def facts_finding(place: Place, theme: str, facts: pd.DataFrame) -> Finding:
    """Return the facts of one theme on the public record as a finding: how many of which kind, and the latest of them."""
    items = tuple(fact_item(place, row) for row in db.rows(facts.head(MOST_ITEMS)))
    number = words.count_of(len(facts), "fact")
    return Finding(
        finding_id=f"record_{theme}",
        theme=THEME_OF_FACTS[theme],
        title=facts_title(place, theme, facts, items),
        subtitle=f"{record_words.THEMES[theme]}: {number}, the latest first"
        + (f"; {MOST_ITEMS} shown" if len(facts) > MOST_ITEMS else ""),
        items=items,
        caveat=INCOMPLETE,
        source="Invented pages"
        if place.catalogue.programme["is_invented"]
        else "Published pages, named with each fact",
        sentence=record_words.record_sentence(facts, theme, len(place.area_ids), name_alone(place)),
        page=place.page("record", theme=theme),
    )


def name_alone(place: Place) -> str:
    """Return the name of an area or the programme; empty for a group of areas."""
    if place.place_id == PROGRAMME:
        return str(place.catalogue.programme["programme_name"])
    return place.name if place.is_area else ""


def facts_title(place: Place, theme: str, facts: pd.DataFrame, items: Sequence[Item]) -> str:
    """Return the facts as a title: a single fact itself, the kinds of several, or how many areas have any."""
    if len(facts) == 1:
        return items[0].text if items[0].when == "No date" else f"{items[0].text} ({items[0].when})"
    if len(own_ids(place)) == 1:
        return f"On the public record: {record_words.kinds_phrase(facts['kind'].tolist())}"
    areas = facts["area_id"][facts["area_id"] != ""].nunique()
    counted = words.count_of(len(facts), "fact")
    return (
        f"{counted} about {record_words.SUBJECTS[theme]}, for {areas} of {words.count_of(len(place.area_ids), 'area')}"
    )


def fact_item(place: Place, row: Any) -> Item:
    """Return a fact as a dated line with its page; of a group with the name of its area."""
    figure = record_words.fact_figure(row)
    text = f"{record_words.fact_text(row)}{f': {figure}' if figure else ''}"
    if not place.is_area and row.area_id in place.catalogue.areas.index:
        text = f"{place.catalogue.area(row.area_id)['area_name']}: {text}"
    return Item(record_words.fact_when(row), text, record_words.page_words(row), row.source_url)


def story_findings(place: Place, is_election_near: bool) -> list[tuple[Finding, int]]:
    """Return the accounts of what happened at a place, each as a finding with its pages; of the programme only its own."""
    rows = db.query(place.build, "accounts")
    wanted = own_ids(place) if len(own_ids(place)) == 1 else []
    pages = db.query(place.build, "account_pages")
    stories = [
        story_finding(place, row, list(db.rows(pages[pages["account_id"] == row.account_id])))
        for row in db.rows(rows[rows["area_id"].isin(wanted)])
    ]
    return [
        (story, 3)
        for story in stories
        if not (is_election_near and tells_of_council(story.theme, story.title, *story.items))
    ]


def story_finding(place: Place, row: Any, pages: Sequence[Any]) -> Finding:
    """Return one account as a finding: what happened and its outcome, with the page behind it."""
    texts = [text for text in (row.what_happened, row.outcome) if text]
    first = pages[0] if pages else None
    others = f" and {words.count_of(len(pages) - 1, 'more page')}" if len(pages) > 1 else ""
    publisher = f"{first.source_publisher or first.source_title}{others}" if first else ""
    items = tuple(
        Item(
            str(row.year) if number == 0 else "",
            text,
            publisher if number == 0 else "",
            first.source_url if first and number == 0 else "",
        )
        for number, text in enumerate(texts)
    )
    return Finding(
        finding_id=f"story_{row.account_id}",
        theme=THEME_OF_FACTS[row.theme],
        title=row.title,
        items=items,
        caveat="An account in our words of what published pages say.",
        source="Invented pages" if place.catalogue.programme["is_invented"] else "Published pages",
        sentence=" ".join(texts),
        page=place.page("record", theme=row.theme),
    )


def new_finding(place: Place, facts: pd.DataFrame, since: str, is_election_near: bool) -> tuple[Finding, int]:
    """Return what is dated after a day (ISO) as a finding: facts, changes of state, and dealings with the council."""
    dated = [
        (str(row.date_from or row.date_to), fact_item(place, row))
        for row in db.rows(facts)
        if row.date_from or row.date_to
    ]
    if place.is_area:
        states = db.rows(db.query(place.build, "area_status", area_id=place.place_id))
        dated += [
            (str(row.from_date), Item(words.date_words(str(row.from_date)), f"The area’s state became: {row.status}"))
            for row in states
            if row.from_date
        ]
    if place.is_area and not is_election_near:
        events = db.rows(db.query(place.build, "area_events", area_id=place.place_id))
        dated += [
            (str(row.happened_on), Item(words.date_words(str(row.happened_on)), row.what, row.source))
            for row in events
            if row.happened_on
        ]
    new = sorted((pair for pair in dated if is_after(pair[0], since)), key=lambda pair: pair[0], reverse=True)
    changed = [] if is_election_near else changed_figures(place, since)
    day, is_invented = words.date_words(since), place.catalogue.programme["is_invented"]
    counted = words.count_of(len(new), "dated event is", "dated events are") if new else "nothing dated is"
    finding = Finding(
        finding_id="new",
        theme=NEW,
        title=f"Since {day}: {counted} on record",
        subtitle="Facts on the public record and changes of state"
        + ("" if is_election_near else ", and dealings with the council")
        + ", the latest first",
        items=(*changed, *(item for _, item in new))[:MOST_ITEMS],
        caveat="Only what is dated is listed; what happened and was not recorded is not known.",
        source="Invented returns and pages" if is_invented else "Returns and published pages",
        sentence=f"Since {day}, {counted} on record for {place.name}.",
        page=place.page("area" if place.is_area else "record"),
    )
    return finding, 5 if new or changed else 0


def changed_figures(place: Place, since: str) -> list[Item]:
    """Return what changed in the figures of an area from the newest build kept of a day (ISO), or of earlier, as an item."""
    before = build_before(place.build.programme_id, date.fromisoformat(since), place.build) if place.is_area else None
    if before is None:
        return []
    changed = changes(before, place.build).of_area(place.place_id)
    day = words.date_words(before.version[:10])
    return [Item("Figures", change_words.summary(changed, day), "")]


def is_after(day: str, since: str) -> bool:
    """Whether a day, month or year is surely after a day."""
    return day > since[: len(day)]
