"""The words and frames of the Councils page: pure functions, rows in, words out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.app_pages.councils.drawings import Side, Sides
from dashboard.model import db
from dashboard.model.catalogue import Catalogue
from dashboard.model.state import SEPARATOR, View
from dashboard.text import verdicts, words
from dashboard.text.words import Measure

TOPIC = "Council relationship"


ALL_YEARS = "all years"


PROGRAMME = "programme:all"


SAME_AREAS = "programme:same-areas"


SHARE_FROM = 10
"""Of fewer than so many commitments no percentage is told: one more or less would change it a lot."""


BETTER = {"risen": "better", "fallen": "worse", "no clear change": "no clear change"}
"""What a change says of the relationship: both sides are asked so that a higher share is better."""
MOST_NAMED = 3


FACTS, SIDES, MEETINGS = "", TOPIC, "Meetings"
"""The sections of the page, of which one is shown at a time: the address holds the topic."""

NEEDS = (
    (("council_facts",), "council_event", "dated facts: commitments made and kept, assets, staff, disagreements"),
    ((), "survey_answer", "the five principles, as partnership members and council people see them"),
    (("council_present", "meetings_liaison"), "meeting", "meetings with the council and who came"),
    (("support_share",), "funding", "what councils did for bids and wins"),
)
"""What stands on this page, the return it is made from, and measures that show whether any such return is loaded."""


TIERS = {
    "unitary": "a unitary council: one council for all local services",
    "metropolitan district": "a metropolitan district: one council for all local services, in a large city area",
    "London borough": "a London borough: one council for most local services, under the Greater London Authority",
    "district": "a district council: housing, planning, waste and leisure; schools, roads and care are the county’s",
    "county": "a county council: schools, roads and care, above the district councils",
}


KINDS = {
    "commitment made": "Commitments made",
    "commitment kept": "Commitments kept",
    "commitment not kept": "Commitments not kept",
    "joint statement": "Joint statements",
    "involvement in a decision": "Residents involved in a decision",
    "asset": "Assets lent or handed over",
    "staff": "Staff given",
    "service agreement": "Service agreements",
    "barrier removed": "Barriers removed",
    "disagreement": "Disagreements",
    "other": "Other things",
}
"""What each kind of event is called, in the order in which they are shown."""


PANELS = (
    ("Commitments made", (("commitments made", "commitments made", False),)),
    (
        "Answers to them: kept (filled), not kept (striped)",
        (("commitments kept", "commitments kept", False), ("commitments not kept", "commitments not kept", True)),
    ),
    ("Help: assets, staff, agreements, barriers removed", (("help", "times help", False),)),
    ("Deciding together: joint statements, decisions", (("deciding together", "times deciding together", False),)),
    ("Disagreements", (("disagreements", "disagreements", False),)),
    ("Other things", (("other", "other things", False),)),
)
"""The panels of the chart by year: heading, then group, what the group is called, and whether it is striped."""


ROLES = {
    "stepped back": "Stepped back: left the lead to residents",
    "connected": "Connected: brought people together",
    "advocated": "Advocated: spoke up for the area",
    "supported": "Supported: gave help",
    "opposed": "Opposed: was against it",
    "none": "None: took no part",
    "not recorded": "Not recorded: the return does not say",
}


SUPPORT = {
    "letter": "A letter of support",
    "officer time": "Time of officers",
    "match": "Money beside the award",
    "land": "Land or a building",
    "introduction": "An introduction",
    "none": "No support",
    "not recorded": "Not recorded: the return does not say",
}


SUBJECTS = {
    "respect from the start": "Respect from the start",
    "clear roles": "Each side knows its role",
    "agreed communication": "Both sides talk as agreed",
    "empathy and compromise": "Empathy and compromise",
    "shared endeavour": "Getting things done together",
    "involved early": "Residents are involved early",
    "time committed": "The council gives enough time",
}


SURVEYS = {"partnership": ("member", "members"), "council": ("council person", "council people")}
"""What one and several of those are called whom each survey asks."""


STEPS = "Two of the four steps"


STATUSES = (
    ("kept", "kept", "kept"),
    ("not kept", "not kept", "not kept"),
    ("date passed", "whose date passed without an answer", "whose date passed without an answer"),
    ("still open", "still open", "still open"),
    ("without a name", "without a name, so nobody can follow it", "without a name, so nobody can follow them"),
)
"""What became of a commitment, for one and for several."""


@dataclass(frozen=True)
class Scope:
    """Whose relationship is looked at: all areas, those that the filters leave, one area, or the areas of one council.

    ``place_id`` is where answers to surveys are added up, ``place`` what it is called; ``note`` says why, where that is
    not what was asked for.
    """

    kind: str
    areas: tuple[str, ...]
    name: str
    council_code: str = ""
    place_id: str = PROGRAMME
    place: str = "all areas together"
    note: str = ""

    @property
    def joined(self) -> str:
        """The ids of the areas as the queries take them."""
        return SEPARATOR.join(self.areas)

    @property
    def is_single(self) -> bool:
        """Whether one area or one council is looked at, so that its events are shown one by one."""
        return self.kind in ("area", "council")


@dataclass(frozen=True)
class CouncilsView:
    """What the page shows of one view: the areas, what came, and the words about it; kept in memory and never changed.

    ``section`` is the one that is shown, None where nothing came; ``sides`` has rows only in the section on them.
    """

    scope: Scope
    section: str | None
    round: str
    rounds: list[str]
    events: pd.DataFrame
    figures: pd.DataFrame
    sides: pd.DataFrame
    changes: pd.DataFrame
    support: pd.DataFrame
    surveys: pd.DataFrame
    cases: pd.DataFrame
    answer: str
    missing: list[tuple[str, str]]

    def figure(self, measure_id: str, period: str = ALL_YEARS) -> Any:
        """Return the row of one measure added up over the areas looked at, or None where there is none."""
        found = self.figures[(self.figures["measure_id"] == measure_id) & (self.figures["period"] == period)]
        return found.iloc[0] if len(found) else None


def council_name(row: Any) -> str:
    """Return the full name of a council; one that ended says when."""
    return row.official_name + (f" (until {row.valid_to:%Y})" if pd.notna(row.valid_to) else "")


def is_unlabelled(view: View) -> bool:
    """Return whether only the chosen area is named."""
    return view.others == "unlabelled" and bool(view.area)


def answer(catalogue: Catalogue, shown: CouncilsView) -> str:
    """Return the page's answer: what was told, and how many commitments were kept."""
    said = [told_of(shown), kept_words(shown, catalogue.measures["commitments_kept"])]
    return " ".join(one for one in said if one)


def told_of(shown: CouncilsView) -> str:
    """Return how many things were written down and by how many of the areas; or why there are none."""
    scope, events = shown.scope, shown.events
    council = "its council" if scope.kind == "area" else "them" if scope.kind == "council" else "their councils"
    if events.empty:
        return nothing_told(shown, council)
    things = f"{words.count_of(int(events['of_all'].iloc[0]), 'thing')} that happened"
    if scope.kind == "area":
        return f"{scope.name} wrote down {things} between it and {council}."
    areas = f"{events['areas_of_all'].iloc[0]} of {words.count_of(len(scope.areas), 'area')}"
    if scope.kind == "council":
        return f"{scope.name}: {areas} wrote down {things} between {council}."
    return f"{areas}{' shown' if scope.kind == 'filtered' else ''} wrote down {things} between them and {council}."


def nothing_told(shown: CouncilsView, council: str) -> str:
    """Return why nothing is told of some areas and their councils."""
    figure = shown.figure("council_facts")
    who = {"area": shown.scope.name, "council": f"{shown.scope.name}: its areas"}.get(shown.scope.kind, "These areas")
    have = "has" if shown.scope.kind == "area" else "have"
    if figure is None or figure["state"] == "not reported":
        return f"{who} {have} reported nothing about {council.replace('them', 'it')}."
    if figure["state"] == "not due":
        return f"Nothing was due from {who[0].lower() + who[1:] if who == 'These areas' else who}."
    if figure["value"]:
        things = words.count_of(int(figure["value"]), "thing")
        return f"{who} {have} written down {things}, none of which was with this council."
    return f"{who} {have} said that nothing happened with {council.replace('them', 'it')}."


def kept_words(shown: CouncilsView, measure: Measure) -> str:
    """Return how many commitments that were due were kept and how many have no answer; the shares where enough were due."""
    if shown.events.empty:
        return ""
    due = int(shown.events["of_due"].iloc[0])
    if not due:
        return "No commitment is known to have been due."
    numbers = counts_by(shown.events, "commitment_status", "of_status")
    kept, not_kept, passed = (numbers.get(name, 0) for name in ("kept", "not kept", "date passed"))
    ends = [f"{kept} {_was(kept)} kept" if kept else "none was kept"]
    ends += [f"{not_kept} {_was(not_kept)} not kept"] if not_kept else []
    ends += [f"{passed} had no answer"] if passed else []
    said = f"Of {words.count_of(due, 'commitment')} that {_was(due)} due, {words.joined(ends)}"
    figure, answered = shown.figure("commitments_kept"), kept + not_kept
    if figure is None or figure["denominator"] != due or due < SHARE_FROM:
        return f"{said}."
    low, high = words.figure(figure["lower"], measure), words.figure(figure["upper"], measure)
    shares = f"{words.figure(figure['value'], measure)} kept (between {low} and {high})"
    if passed and answered >= SHARE_FROM:
        shares += f", or {words.share(100 * kept / answered)} of the {answered} answered"
    return f"{said}: {shares}."


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def counts_by(rows: pd.DataFrame, column: str, counts: str) -> dict[str, int]:
    """Return the counts that stand beside the rows, by the values of a column."""
    return dict(zip(rows[column], rows[counts].astype(int), strict=True))


def changed_words(shown: CouncilsView) -> str:
    """Return on how many questions answers are better, worse or not clearly changed since the first round, and who answered.

    Nothing where no change is judged. Where one area or council is looked at, it says first why its answers are not shown.
    """
    judged = shown.changes[shown.changes["verdict"].isin(list(BETTER))]
    if judged.empty:
        return ""
    firsts = " or ".join(sorted(set(judged["earlier_period"])))
    whose = "in all areas together, " if shown.scope.kind == "filtered" else ""
    why = f"{shown.scope.note} " if shown.scope.is_single and shown.scope.note else ""
    of = f" of {words.count_of(len(judged), 'question')}"
    said = []
    for verdict, better in BETTER.items():
        asked_in = judged[judged["verdict"] == verdict]
        number = f"{better} on {len(asked_in) or 'none'}{'' if said else of}"
        is_named = verdict != "no clear change" and 0 < len(asked_in) <= MOST_NAMED
        said.append(f"{number} ({'; '.join(map(question, db.rows(asked_in)))})" if is_named else number)
    begins = f"{whose}from the first round ({firsts}) to {shown.round}: "
    return f"{why}{begins[0].upper()}{begins[1:]}{words.joined(said)}. {answered_words(shown, judged)}"


def question(row: Any) -> str:
    """Return whom a question was put to and what it was about: "members on “Respect from the start”"."""
    return f"{SURVEYS[row.survey][1]} on “{asked(row.subject)}”"


def answered_words(shown: CouncilsView, judged: pd.DataFrame) -> str:
    """Return how many people of each side answered a question in the round, in the areas that changes are judged on."""
    most = judged.groupby("survey")["people"].max()
    said = [words.count_of(int(most[survey]), *who) for survey, who in SURVEYS.items() if survey in most.index]
    same = "" if shown.scope.place_id in shown.scope.areas else ", in the areas that answered each time"
    return f"Up to {words.joined(said)} answered in {shown.round}{same}."


def sides_words(sides: pd.DataFrame, round_: str) -> str:
    """Return on how many of the principles that both sides answered which side says yes more often."""
    judged = sides[~sides["is_step"].astype(bool) & (sides["who_says_more"] != "cannot say")]
    if judged.empty:
        return ""
    number = {name: int((judged["who_says_more"] == name).sum()) for name in ("council", "members", "neither")}
    of = words.count_of(len(judged), "principle")
    more = [
        f"{who} say yes more often on {number[name]}"
        for name, who in (("council", "council people"), ("members", "partnership members"))
        if number[name]
    ]
    if number["neither"]:
        on = number["neither"] if more else "any"
        more.append(f"there is no clear difference on {on}")
    return f"Of {of} that both sides were asked about in {round_}, {words.joined(more)}."


def asked(subject: str) -> str:
    """Return what a question was about, in words."""
    return SUBJECTS.get(subject, subject)


def gap_words(row: Any, measure: Measure) -> str:
    """Return one row of both sides in words: both figures and how far apart they are, or why that cannot be said."""
    members, council = side_words(row, "members", measure), side_words(row, "council", measure)
    if row.members_state == row.council_state == "not asked":
        return "Neither side was asked."
    both = f"Members {members}; council people {council}"
    if row.members_state != "value" or row.council_state != "value":
        return f"{both}."
    both = f"Members {members}, council people {council}"
    if row.who_says_more == "cannot say":
        return f"{both}: too few answered to say how far apart they are."
    gap = verdicts.difference_words(measure, row.difference, row.difference_lower, row.difference_upper)
    if row.who_says_more == "neither":
        return f"{both}: no clear difference; council people {gap}."
    who = "council people" if row.who_says_more == "council" else "members"
    return f"{both}: {who} say so more, by {gap.replace(' higher', '', 1).replace(' lower', '', 1)}."


def side_words(row: Any, side: str, measure: Measure) -> str:
    """Return the figure of one side, or what is to be said in its place."""
    told_as = getattr(row, f"{side}_state")
    if told_as == "value":
        return words.figure(getattr(row, f"{side}_value"), measure)
    return "not asked" if told_as == "not asked" else f"{words.STATES[told_as][0].lower()} {words.STATES[told_as][1]}"


def side_row(row: Any, side: str, period: str = "") -> dict[str, Any]:
    """Return one side of a row under the usual names of a figure's columns."""
    names = ("state", "value", "lower", "upper", "numerator", "denominator", "reliability")
    return {"period": period, **{name: getattr(row, f"{side}_{name}") for name in names}}


def caution(told: Mapping[str, Any]) -> str:
    """Return the reliability of a figure as its code needs it; nothing of one that is for staff only."""
    return "" if told["reliability"] == verdicts.STAFF_ONLY else told["reliability"] or ""


def gaps_by_chance(sides: pd.DataFrame) -> str:
    """Return how many gaps are judged and how many of them chance alone would make look clear; nothing where none is."""
    judged = int((sides["who_says_more"] != "cannot say").sum())
    if not judged:
        return ""
    gaps = f"{words.count_of(judged, 'gap')} {'is' if judged == 1 else 'are'} judged here, each at 95%."
    return f"{gaps} Were both sides of one mind, chance alone would make one in 20 look clear: hardly any of so few."


def change_words(row: Any, measure: Measure, state: str, round_: str) -> str:
    """Return how one side's figure, in that state in a round, changed since the first round, or why that is not said."""
    if state == "not asked":
        return f"not asked in {round_}"
    if row.is_new_wording:
        return f"a new wording in {round_}: not compared with earlier rounds"
    if not row.earlier_period or row.verdict == "cannot say":
        return "cannot be judged: no earlier round with enough answers"
    on = "the same area" if row.areas_counted == 1 else f"the same {words.count_of(int(row.areas_counted), 'area')}"
    size = verdicts.difference_words(measure, row.changed_by, row.change_lower, row.change_upper)
    people = f"{row.earlier_people:,.0f} people then, {row.people:,.0f} now"
    return f"{BETTER[row.verdict]} since {row.earlier_period}: {size}; {people}, in {on}"


def change_cell(row: Any, measure: Measure, state: str, round_: str) -> str:
    """Return the same in few words: how large a change is only where it is clear, and how many answered in the round."""
    if state == "not asked" or row.is_new_wording or row.verdict not in BETTER:
        return change_words(row, measure, state, round_)
    size = verdicts.difference_words(measure, row.changed_by, row.change_lower, row.change_upper)
    said = "" if row.verdict == "no clear change" else f", {size}"
    return (
        f"{BETTER[row.verdict]} since {row.earlier_period}{said}; {words.count_of(int(row.people), 'person', 'people')}"
    )


def states_of(sides: pd.DataFrame) -> dict[str, str]:
    """Return the state of each measure of both sides, by its id."""
    return {
        str(getattr(row, f"{side}_measure")): str(getattr(row, f"{side}_state"))
        for row in db.rows(sides)
        for side in ("members", "council")
    }


def apart_words(row: Any, measure: Measure) -> str:
    """Return the gap alone, as the last cell of a row that tells both figures."""
    said = gap_words(row, measure)
    _, colon, gap = said.partition(": ")
    if not colon or row.members_state != "value" or row.council_state != "value":
        return "cannot be compared"
    return gap.removesuffix(".")


def codes_of_sides(sides: pd.DataFrame) -> str:
    """Return the line under the table of both sides: its codes, and what "not asked" means."""
    shown = {
        verdicts.state_reason(told["state"], told["reliability"] or "")
        for row in db.rows(sides)
        for told in (side_row(row, "members"), side_row(row, "council"))
        if told["state"] != "not asked"
    }
    said = f"{verdicts.codes_explained(sorted(shown - {''}))} Differences are worked out before rounding.".strip()
    if not (sides[["members_state", "council_state"]] == "not asked").to_numpy().any():
        return said
    return f"{said} Not asked: no answer to it came from anywhere in that round."


def commitments_words(events: pd.DataFrame) -> str:
    """Return what became of the commitments, in a sentence."""
    numbers = counts_by(events, "commitment_status", "of_status")
    total, unmatched = int(events["of_commitments"].iloc[0]), numbers.get("unmatched", 0)
    answers = words.count_of(unmatched, "answer")
    more = f" Not counted: {answers} to commitments that were never told as made." if unmatched else ""
    if not total:
        return f"No commitment of a council is told of here.{more}"
    ends = [f"{numbers[name]} {one if numbers[name] == 1 else many}" for name, one, many in STATUSES if name in numbers]
    return f"Councils are said to have made {words.count_of(total, 'commitment')}: {words.joined(ends)}.{more}"


def kinds_table(events: pd.DataFrame) -> pd.DataFrame:
    """Return how many things of each kind were told, and by how many areas; what was never told is 0.

    A kind says how many of its answers are not counted in what became of commitments.
    """
    told, areas = (counts_by(events, "kind", name) for name in ("of_kind", "areas_of_kind"))
    unmatched = counts_by(events, "kind", "unmatched_of_kind")
    return pd.DataFrame(
        {
            "What": [f"{called}{not_counted(unmatched.get(kind, 0))}" for kind, called in KINDS.items()],
            "Told": [told.get(kind, 0) for kind in KINDS],
            "Areas": [areas.get(kind, 0) for kind in KINDS],
        }
    )


def not_counted(unmatched: int) -> str:
    """Return how many answers of a kind are not counted in what became of commitments; nothing for none."""
    return f" ({unmatched} not counted)" if unmatched else ""


def years_table(events: pd.DataFrame) -> pd.DataFrame:
    """Return how many things of each group were told of each year, from the first to the last year, one row a year."""
    first, last = int(events["happened_in"].min()), int(events["happened_in"].max())
    years = [str(year) for year in range(first, last + 1)]
    known = {(row.happened_in, row.kind_group): int(row.of_group_and_year) for row in db.rows(events)}
    groups = [group for _, of_panel in PANELS for group, _, _ in of_panel]
    return pd.DataFrame(
        {"Year": years}
        | {group[0].upper() + group[1:]: [known.get((year, group), 0) for year in years] for group in groups}
    )


def event_words(row: Any, with_area: bool) -> str:
    """Return one event as a sentence: when, where, what kind, what happened, and the council's part."""
    where = f", {row.area_name}" if with_area else ""
    part = f" The council’s part: {row.council_role}."
    return f"{words.date_words(row.happened_on)}{where}: {row.kind}. {row.what}{part}".replace("  ", " ")


def lane_rows(events: pd.DataFrame, with_area: bool) -> pd.DataFrame:
    """Return events as the strip draws them: its lane, the lane's heading with its number, and what each says."""
    order = list(KINDS)
    return events.assign(
        lane=[order.index(kind) for kind in events["kind"]],
        kind_words=[f"{KINDS[row.kind]}: {row.of_kind}{not_counted(row.unmatched_of_kind)}" for row in db.rows(events)],
        label=[event_words(row, with_area) for row in db.rows(events)],
    )


def events_table(events: pd.DataFrame, with_area: bool) -> pd.DataFrame:
    """Return events as people read them, in columns that fit a phone, oldest first, with what became of a commitment."""
    return pd.DataFrame(
        {
            "Where and when" if with_area else "When": [
                f"{f'{row.area_name}, ' if with_area else ''}{words.date_words(row.happened_on)}"
                for row in db.rows(events)
            ],
            "What happened": [f"{row.kind.capitalize()}. {row.what}{ending(row)}" for row in db.rows(events)],
            "The council’s part": events["council_role"],
        }
    )


def ending(row: Any) -> str:
    """Return when a commitment was due and what became of it, or that an answer is not counted, to follow what happened."""
    if row.commitment_status == "unmatched":
        return " Not counted: the commitment was never told as made."
    if row.kind != "commitment made":
        return ""
    due = f" Due by {words.date_words(row.due_on)}." if row.due_on else " No date was agreed."
    ends = {
        "kept": " It was kept.",
        "not kept": " It was not kept.",
        "date passed": " The date passed without an answer.",
        "still open": " Still open.",
    }
    return due + ends.get(row.commitment_status, "")


def events_file(events: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Return events as a file, with the codes of the areas that are named; ``names`` are the codes by area."""
    return pd.DataFrame(
        {
            "date": events["happened_on"],
            "area_code": [names[area] for area in events["area_id"]],
            "area_name": events["area_name"],
            "council": events["official_name"],
            "kind": events["kind"],
            "role_of_the_council": events["council_role"],
            "what": events["what"],
            "commitment": events["commitment"],
            "due_by": events["due_on"],
            "what_became_of_it": events["commitment_status"],
            "written_down_in": events["source"],
        }
    )


def liaison_words(row: Any) -> str:
    """Return the liaison meetings of one year in words, with how many areas told of them."""
    if row.state != "value":
        return f"{row.period}: {words.STATES[row.state][0].lower()}"
    areas = words.count_of(int(row.areas_counted), "area")
    return f"{row.period}: {words.count_of(int(row.value), 'liaison meeting')}, as told by {areas}"


def presence_words(shown: CouncilsView, present: Any, liaison: Any, measure: Measure) -> str:
    """Return how often the council was at meetings and how many liaison meetings are known, in all years, without praise."""
    said = []
    if present is not None and present["state"] == "value":
        low, high = words.figure(present["lower"], measure), words.figure(present["upper"], measure)
        meetings_told = words.count_of(int(present["denominator"]), "meeting")
        said.append(
            f"A councillor or council officer who is no member was at {words.figure(present['value'], measure)} of the "
            f"{meetings_told} that recorded who came (between {low} and {high})."
        )
    else:
        said.append("No meeting is known to have recorded who came by role.")
    if liaison is not None and liaison["state"] == "value":
        said.append(f"{words.count_of(int(liaison['value']), 'liaison meeting')} with the council are known.")
    if shown.scope.kind != "area":
        told_by = 0 if present is None else int(present["areas_counted"])
        said.append(f"{told_by} of {words.count_of(len(shown.scope.areas), 'area')} recorded who came.")
    said.append(
        "More is not better: some partnerships wanted the council at the table, others at arm’s length, and a difficult "
        "matter needs many meetings."
    )
    return " ".join(said)


def support_words(figure: Any, measure: Measure) -> str:
    """Return what share of bids and wins the council supported, with its range."""
    low, high = words.figure(figure["lower"], measure), words.figure(figure["upper"], measure)
    many = words.count_of(int(figure["denominator"]), "bid or win", "bids and wins")
    return (
        f"The council supported {words.figure(figure['value'], measure)} of the {many} for which it was recorded (between "
        f"{low} and {high}). Not all help needs the council."
    )


def years_of(figures: pd.DataFrame, measure_id: str) -> pd.DataFrame:
    """Return the rows of one measure for single years, oldest first, from the first to the last year with a figure."""
    rows = figures[(figures["measure_id"] == measure_id) & figures["period"].str.fullmatch("[0-9]{4}")]
    known = rows.loc[rows["state"] == "value", "period"]
    return rows[rows["period"].between(known.min(), known.max())] if len(known) else rows.iloc[:0]


def figure_words(row: Any, measure: Measure) -> str:
    """Return the figure of a row with its range where it has one, or the code of why there is none."""
    if row is None:
        return words.STATES["not reported"][1]
    if row.state != "value":
        return words.STATES[row.state][1]
    said = words.figure(row.value, measure)
    if pd.isna(row.lower):
        return said
    ends = f"{words.figure(row.lower, measure)} to {words.figure(row.upper, measure)}"
    return f"{said} ({ends}) {verdicts.state_reason('value', row.reliability)}".strip()


def counted(row: Any, column: str) -> str:
    """Return a count of a row, or nothing where there is no figure."""
    is_known = row is not None and row.state == "value" and pd.notna(getattr(row, column))
    return f"{getattr(row, column):,.0f}" if is_known else ""


def title(scope: Scope) -> str:
    """Return the page's question, with the name of the one area or council that is looked at."""
    if scope.kind == "area":
        return f"How was the relationship of {scope.name} with its council?"
    if scope.kind == "council":
        return f"How was the relationship with {scope.name}?"
    return "How was the relationship with the councils?"


def sections(missing: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the sections that any return was loaded for, by topic with what each is called."""
    lacking = {table for table, _ in missing}
    found = {
        FACTS: ("What happened", {"council_event"}),
        SIDES: ("What the two sides say", {"survey_answer"}),
        MEETINGS: ("Meetings and bids", {"meeting", "funding"}),
    }
    return {topic: called for topic, (called, tables) in found.items() if not tables <= lacking}


def status(scope: Scope, view: View, areas: int) -> str:
    """Return the line above the figures that says which areas are shown; one area or council stands above the filters."""
    if not scope.is_single:
        return words.areas_shown(len(scope.areas), areas, view.filters)
    waits = " The filters wait meanwhile." if view.filters else ""
    if scope.kind == "area":
        return f"{scope.name} alone is shown.{waits}"
    return f"{words.count_of(len(scope.areas), 'area')} of {scope.name} shown.{waits}"


def council_words(row: Any, areas: int) -> str:
    """Return what a council is, in sentences: kind, dates, what came before and after, the county above, how many areas."""
    said = [f"{TIERS[row['tier']][0].upper()}{TIERS[row['tier']][1:]}."]
    since, until = row["valid_from"], row["valid_to"]
    if pd.notna(until):
        begun = f"from {day_words(since)} " if pd.notna(since) else ""
        said.append(f"It existed {begun}until {day_words(until)}.")
    elif pd.notna(since):
        said.append(f"It has existed since {day_words(since)}.")
    if row["followed_by"]:
        said.append(f"Followed by {listed(row['followed_by'])}.")
    if row["followed"]:
        said.append(f"Before it: {listed(row['followed'])}; what happened with them stands under their names.")
    if row["county_name"]:
        said.append(f"The county council above it: {row['county_name']}.")
    lies = "lay" if pd.notna(until) else "lies" if areas == 1 else "lie"
    said.append(f"{words.count_of(areas, 'area')} {lies} in it.")
    return " ".join(said)


def day_words(day: pd.Timestamp) -> str:
    """Return a day in words: "1 April 2019"."""
    return words.date_words(f"{day:%Y-%m-%d}")


def listed(names: str) -> str:
    """Return names that semicolons part as a list in words."""
    return words.joined(names.split("; "))


def councils_table(listed: pd.DataFrame) -> pd.DataFrame:
    """Return councils as people read them, in few columns that fit a phone; ``listed`` is what :func:`councils_file` returns."""
    return pd.DataFrame(
        {
            "Council": listed["Council"],
            "Areas": listed["Areas"],
            "What it is": [council_kind(*one) for one in listed[DATED].itertuples(index=False)],
        }
    )


DATED = ["Kind", "Since", "Until", "Followed by", "County above"]


def council_kind(kind: str, since: Any, until: Any, followed_by: str, county: str) -> str:
    """Return what a council is in a cell: "District, until 31 March 2019; followed by Dorset Council"."""
    dates = [f"{word} {day_words(day)}" for word, day in (("since", since), ("until", until)) if pd.notna(day)]
    said = [", ".join([kind, *dates])]
    said += [f"followed by {listed(followed_by)}"] if followed_by else []
    said += [f"county above: {county}"] if county else []
    return "; ".join(said)


def councils_file(rows: pd.DataFrame, of_areas: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Return councils as a file has them; ``names`` are those of the areas, by id."""
    inside = of_areas["area_id"].map(names).astype(str).groupby(of_areas["council_code"]).agg("; ".join)
    return pd.DataFrame(
        {
            "Council": rows["official_name"],
            "Kind": [tier[0].upper() + tier[1:] for tier in rows["tier"]],
            "Areas": rows["council_code"].map(inside).fillna(""),
            "Since": rows["valid_from"].dt.date,
            "Until": rows["valid_to"].dt.date,
            "Followed by": rows["followed_by"],
            "County above": rows["county_name"],
        }
    )


def councils_counted(rows: pd.DataFrame) -> str:
    """Return how many councils of which kind are listed, and how many of them have ended."""
    ended = int(rows["valid_to"].notna().sum())
    today = rows[rows["valid_to"].isna()]
    kinds = [
        words.count_of(int((today["tier"] == tier).sum()), one, many)
        for tier, one, many in (
            ("unitary", "unitary council", "unitary councils"),
            ("metropolitan district", "metropolitan district", "metropolitan districts"),
            ("London borough", "London borough", "London boroughs"),
            ("district", "district council", "district councils"),
            ("county", "county council above districts", "county councils above districts"),
        )
        if (today["tier"] == tier).any()
    ]
    said = f"{words.count_of(len(today), 'council')} of today: {words.joined(kinds)}."
    return f"{said} {words.count_of(ended, 'former council')}." if ended else said


def asked_both(facts: pd.DataFrame) -> list[Sides]:
    """Return the statements that councils and residents were both asked about in the same survey, without any range."""
    found = []
    for (_, what), rows in facts.groupby(["detail", "what"], sort=True):
        by_side = {row.asked: row for row in db.rows(rows)}
        if not {"council", "residents"} <= by_side.keys():
            continue
        council, residents = by_side["council"], by_side["residents"]
        name = f"{str(what)[0].upper()}{str(what)[1:]}"
        label = (
            f"{name}: {residents.who} {published(residents)}, {council.who} {published(council)} "
            f"(out of how many is {residents.base})."
        )
        found.append(
            Sides(
                name,
                Side(float(residents.value_number), published(residents)),
                Side(float(council.value_number), published(council)),
                label,
            )
        )
    return found


def asked_words(facts: pd.DataFrame) -> tuple[str, str, str]:
    """Return when the surveys that asked both sides were made, what is to be minded of them, and out of how many."""
    rows = facts[facts["asked"].isin(["council", "residents"])]
    when = words.joined(list(dict.fromkeys(words.period_of(row.date_from, row.date_to) for row in db.rows(rows))))
    mind, base = ("; ".join(sorted(set(rows[name]) - {""})) for name in ("detail", "base"))
    return when, mind, base


def published(row: Any) -> str:
    """Return a published figure as it is to be quoted."""
    return words.fact_figure(row.value_number, row.value_unit, row.value_words)


def surveys_table(facts: pd.DataFrame) -> pd.DataFrame:
    """Return published percentages as people read them, with who was asked, out of how many, when, and the page."""
    return pd.DataFrame(
        {
            "Who": facts["who"],
            "What": facts["what"],
            "Figure": [published(row) for row in db.rows(facts)],
            "Out of": facts["base"],
            "When": [words.period_of(row.date_from, row.date_to) for row in db.rows(facts)],
            "Notes": [words.joined_notes(row.detail, "", row.source_is_copy) for row in db.rows(facts)],
            "Page": facts["source_url"],
        }
    )
