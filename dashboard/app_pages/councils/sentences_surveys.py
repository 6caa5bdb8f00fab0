"""Sentences about the surveys of partnership members and council respondents: their answers, the gaps and the changes."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.app_pages.councils.scope import PROGRAMME, CouncilsView
from dashboard.model import db
from dashboard.text import table_codes, verdicts, words
from dashboard.text.words import Measure

BETTER = {"risen": "better", "fallen": "worse", "no clear change": "no clear change"}
"""The words for each verdict on a change: every question is put so that a higher share is better."""
MOST_NAMED = 3
"""The largest number of questions that are named in a sentence, not only counted."""
SUBJECTS = {
    "respect from the start": "Respect from the start",
    "clear roles": "Clear roles",
    "agreed communication": "Agreed communication",
    "empathy and compromise": "Empathy and compromise",
    "shared endeavour": "Shared endeavour",
    "involved early": "Residents are involved early",
    "time committed": "The council gives enough time",
}
SURVEYS = {"partnership": ("member", "members"), "council": ("council respondent", "council respondents")}
"""The words for one and for several respondents of each survey."""


def answer(page_view: CouncilsView) -> str:
    """Return the answer of the section: on how many principles each side says yes more often.

    For a single area or council it begins with why its own answers are not shown.
    """
    sentence = sides_sentence(page_view.sides, page_view.round)
    compared = sentence or (
        f"The two groups cannot be compared on any principle in {page_view.round}: one or both were not asked, or answers are "
        "missing, suppressed or too few."
    )
    return f"{page_view.scope.note} {compared}" if page_view.scope.is_single and page_view.scope.note else compared


def changes_sentences(page_view: CouncilsView) -> str:
    """Return on how many questions answers are better, worse or not clearly changed since the first round, and who answered.

    The result is empty if no change is judged.
    """
    judged_changes = page_view.changes[page_view.changes["verdict"].isin(list(BETTER))]
    if judged_changes.empty:
        return ""
    firsts = " or ".join(sorted(set(judged_changes["earlier_period"])))
    whose = "in all areas combined, " if page_view.scope.kind == "filtered" else ""
    of = f" of {words.count_of(len(judged_changes), 'question')}"
    parts = []
    for verdict, verdict_words in BETTER.items():
        questions = judged_changes[judged_changes["verdict"] == verdict]
        count = f"{verdict_words} on {len(questions) or 'none'}{'' if parts else of}"
        is_named = verdict != "no clear change" and 0 < len(questions) <= MOST_NAMED
        parts.append(f"{count} ({'; '.join(map(question_label, db.rows(questions)))})" if is_named else count)
    begins = f"{whose}from the first round ({firsts}) to {page_view.round}: "
    return f"{begins[0].upper()}{begins[1:]}{words.joined(parts)}. {respondents_sentence(page_view, judged_changes)}"


def question_label(row: Any) -> str:
    """Return the respondents and the subject of a question: "members on “Respect from the start”"."""
    return f"{SURVEYS[row.survey][1]} on “{subject_label(row.subject)}”"


def respondents_sentence(page_view: CouncilsView, judged_changes: pd.DataFrame) -> str:
    """Return how many people of each side answered in the round, in the areas over which changes are judged."""
    most_people = judged_changes.groupby("survey")["people"].max()
    groups = [
        words.count_of(int(most_people[survey]), *who) for survey, who in SURVEYS.items() if survey in most_people.index
    ]
    same = "" if page_view.scope.place_id in page_view.scope.areas else ", in the areas that answered each time"
    return f"Up to {words.joined(groups)} answered in {page_view.round}{same}."


def sides_sentence(sides: pd.DataFrame, round_: str) -> str:
    """Return, of the principles that both sides answered, on how many each side says yes more often."""
    judged_sides = sides[~sides["is_step"].astype(bool) & (sides["who_says_more"] != "cannot say")]
    if judged_sides.empty:
        return ""
    total, parts = len(judged_sides), []
    for name, says in (
        ("council", "council respondents say yes more often than members on"),
        ("members", "members say yes more often than council respondents on"),
        ("neither", "there is no clear difference on"),
    ):
        count = int((judged_sides["who_says_more"] == name).sum())
        of = "" if parts else f" of {words.count_of(total, 'principle')} that can be compared"
        if count:
            parts.append(f"{says} {count}{of}")
    return f"In {round_}, {words.joined(parts)}."


def widest_gap_title(sides: pd.DataFrame, measures: Mapping[str, Measure]) -> str:
    """Return the question with the widest clear gap between the two sides and both figures, as the title of the chart."""
    clear_rows = sides[sides["who_says_more"].isin(["council", "members"])]
    if clear_rows.empty:
        is_judged = (sides["who_says_more"] != "cannot say").any()
        return "No clear gap between the two sides" if is_judged else "What members and council respondents say"
    row = max(db.rows(clear_rows), key=lambda clear_row: abs(clear_row.difference))
    members, council = (
        side_words(row, side, measures[getattr(row, f"{side}_measure")]) for side in ("members", "council")
    )
    return (
        f"The widest gap is on “{subject_label(row.subject)}”: {members} of members and {council} of council "
        "respondents say so"
    )


def comparable_changes(page_view: CouncilsView) -> dict[str, Any]:
    """Return the changes that can stand beside the figures of the chart, by measure.

    They are judged, of the same wording and for all to see, and of the same place as the figures: there is no change for
    the areas of a region or wave.
    """
    if page_view.scope.place_id not in (PROGRAMME, *page_view.scope.areas):
        return {}
    rows = page_view.changes
    shown_rows = rows[rows["verdict"].isin(list(BETTER)) & ~rows["is_new_wording"] & ~rows["is_for_staff"]]
    shown_rows = shown_rows[shown_rows["earlier_value"].notna() & shown_rows["later_value"].notna()]
    return {row.measure_id: row for row in db.rows(shown_rows)}


def reading_words(page_view: CouncilsView) -> str:
    """Return the legend of the chart of both sides in words."""
    marks = "Dot: members. Square: council respondents. Line through it: 95% confidence interval."
    changes = comparable_changes(page_view).values()
    if not changes:
        where = " for these areas: see all areas combined" if page_view.scope.kind == "filtered" else ""
        return f"{marks} No change since the first round can be shown{where}."
    is_own = page_view.scope.is_single and page_view.scope.has_own_answers
    parts = {
        True: f"Arrow below: clear change from the first round to {page_view.round}.",
        False: "Grey line from a tick, the first round: no clear change.",
    }
    shown_parts = sorted({row.verdict != "no clear change" for row in changes}, reverse=True)
    same_areas = [] if is_own else ["Changes are those in the areas that answered each time."]
    return " ".join([marks, *(parts[is_clear] for is_clear in shown_parts), *same_areas])


def subject_label(subject: str) -> str:
    """Return the label of a question's subject."""
    return SUBJECTS.get(subject, subject)


def gap_sentence(row: Any, measure: Measure) -> str:
    """Return both sides of a row in words: their figures and the gap between them, or why there is no gap."""
    members, council = side_words(row, "members", measure), side_words(row, "council", measure)
    if row.members_state == row.council_state == "not asked":
        return "Neither group was asked."
    figures = f"Members {members}; council respondents {council}"
    if row.members_state != "value" or row.council_state != "value":
        return f"{figures}."
    figures = f"Members {members}, council respondents {council}"
    if row.who_says_more == "cannot say":
        return f"{figures}: too few answered to compare."
    gap = verdicts.difference_words(measure, row.difference, row.difference_lower, row.difference_upper)
    if row.who_says_more == "neither":
        return f"{figures}: no clear difference; council respondents {gap}."
    who = "council respondents" if row.who_says_more == "council" else "members"
    return f"{figures}: {who} {gap.replace(' lower', ' higher', 1)}."


def side_words(row: Any, side: str, measure: Measure) -> str:
    """Return the figure of one side in words, or the state that stands in its place."""
    state = getattr(row, f"{side}_state")
    if state == "value":
        return words.figure(getattr(row, f"{side}_value"), measure)
    return "not asked" if state == "not asked" else f"{words.STATES[state][0].lower()} {words.STATES[state][1]}"


def side_row(row: Any, side: str, period: str = "") -> dict[str, Any]:
    """Return one side of a row under the usual names of the columns of a figure."""
    names = ("state", "value", "lower", "upper", "numerator", "denominator", "reliability")
    return {"period": period, **{name: getattr(row, f"{side}_{name}") for name in names}}


def public_reliability(figure: Mapping[str, Any]) -> str:
    """Return the reliability of a figure, or an empty string if the figure is for staff only."""
    return "" if figure["reliability"] == table_codes.STAFF_ONLY else figure["reliability"] or ""


def chance_sentences(sides: pd.DataFrame, changes: pd.DataFrame) -> str:
    """Return how many gaps and changes are judged and how many would look clear by chance; empty if none is judged."""
    counts = (
        (int((sides["who_says_more"] != "cannot say").sum()), "gap"),
        (int((changes["verdict"] != "cannot say").sum()), "change"),
    )
    total = sum(count for count, _ in counts)
    if not total:
        return ""
    judged = words.joined([words.count_of(count, noun) for count, noun in counts if count])
    return (
        f"{judged} {'is' if total == 1 else 'are'} tested at the 95% level. If nothing truly differed, about 1 in 20 would "
        "still look clear by chance."
    )


def change_words(row: Any, measure: Measure, state: str, round_: str) -> str:
    """Return how a figure of one side changed since the first round, or why the change cannot be judged.

    ``state`` is the state of the figure in the round.
    """
    if state == "not asked":
        return f"not asked in {round_}"
    if row.is_new_wording:
        return f"wording changed in {round_}: not comparable with earlier rounds"
    if not row.earlier_period or row.verdict == "cannot say":
        return "cannot say: suppressed, or too few answers in the same areas"
    on = "the same area" if row.areas_counted == 1 else f"the same {words.count_of(int(row.areas_counted), 'area')}"
    size = verdicts.difference_words(measure, row.changed_by, row.change_lower, row.change_upper)
    people = f"{row.earlier_people:,.0f} people then, {row.people:,.0f} now"
    return f"{BETTER[row.verdict]} since {row.earlier_period}: {size}; {people}, in {on}"


def change_cell(row: Any, measure: Measure, state: str, round_: str) -> str:
    """Return a change as :func:`change_words` does, but shorter: its size only if it is clear, and one number of people."""
    if state == "not asked" or row.is_new_wording or row.verdict not in BETTER:
        return change_words(row, measure, state, round_)
    size = verdicts.difference_words(measure, row.changed_by, row.change_lower, row.change_upper)
    difference = "" if row.verdict == "no clear change" else f", {size}"
    return f"{BETTER[row.verdict]} since {row.earlier_period}{difference}; {words.count_of(int(row.people), 'person', 'people')}"


def states_by_measure(sides: pd.DataFrame) -> dict[str, str]:
    """Return the state of the figure of each side and question, by the id of its measure."""
    return {
        str(getattr(row, f"{side}_measure")): str(getattr(row, f"{side}_state"))
        for row in db.rows(sides)
        for side in ("members", "council")
    }


def gap_cell(row: Any, measure: Measure) -> str:
    """Return the gap alone, for the last cell of a row that already has both figures."""
    sentence = gap_sentence(row, measure)
    _, colon, gap = sentence.partition(": ")
    if not colon or row.members_state != "value" or row.council_state != "value":
        return "cannot be compared"
    return gap.removesuffix(".")


def codes_line(sides: pd.DataFrame) -> str:
    """Return the line under the table of both sides that explains its codes and what "not asked" means."""
    codes = {
        table_codes.cell_code(figure["state"], figure["reliability"] or "")
        for row in db.rows(sides)
        for figure in (side_row(row, "members"), side_row(row, "council"))
        if figure["state"] != "not asked"
    }
    sentences = f"{table_codes.codes_explained(sorted(codes - {''}))} Differences are calculated from unrounded figures.".strip()
    if not (sides[["members_state", "council_state"]] == "not asked").to_numpy().any():
        return sentences
    return f"{sentences} Not asked: the question was not in that round."
