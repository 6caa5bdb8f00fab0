"""What the Progress page says, in words: pure functions from rows of the build to sentences, cells and labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from dashboard import db, verdicts, words
from dashboard.verdicts import ROUNDS, Counted, Trend
from dashboard.words import Measure

SECTIONS = {
    "money": "Money",
    "themes": "Themes",
    "outcomes": "Outcomes",
    "published": "Published totals",
    "spread": "Spread",
    "plan": "By year of plan",
    "limits": "Limits",
}
FIRST_WITHOUT_RETURNS = ("published", "outcomes")
FILTERED = ("money", "themes", "spread")
"""The parts of the page that the filters change."""


@dataclass(frozen=True)
class Outcome:
    """One of the four outcomes: its name in returns, what it says, and the measure that tells of it."""

    name: str
    says: str
    measure_id: str


OUTCOMES = (
    Outcome(
        "identify local needs and act on them",
        "Communities are better able to identify local needs and act on them",
        "needs_identified",
    ),
    Outcome("skills and confidence", "People have more skills and confidence to go on doing so", "skills_gained"),
    Outcome("a difference to the needs", "A difference is made to the needs that communities put first", "needs_met"),
    Outcome("a better place to live", "People feel that their area is an even better place to live", "better_place"),
)

OUTCOMES_SET = "outcomes that the programme was set"
FACTS_OF_THEMES = (
    "themes that researchers sorted the spending into",
    "share of the sorted spending that went on running Big Local locally",
    "spending that researchers sorted into themes afterwards",
)
"""What published facts about outcomes and themes are called, as they say what they are of in their own words only."""

STATES = {
    "paid": "Paid",
    "delayed": "Delayed",
    "cancelled": "Cancelled",
    "repaid": "Repaid",
    "planned": "Still planned",
    "not said": "The return does not say",
}
"""How a budget line stands, in the order in which it is shown."""

CODERS = {
    "researcher": "researchers",
    "programme staff": "staff of the programme",
    "area": "the areas themselves",
    "not said": "somebody the return does not name",
}

WHY = {
    "grant that set up the programme’s endowment": "What the programme began with, before the endowment grew.",
    "programme funding, as described later": (
        "Said of the programme’s funding as a whole, later. It is known that the endowment grew; the pages do not say whether "
        "that is all of the difference from the grant, nor how much did not go to areas."
    ),
    "spending that researchers sorted into themes afterwards": (
        "Only what had been sorted. The pages do not say how much had not, or how it lies to the awards."
    ),
    "money allocated by the first areas": "An early sum of the first areas only; allocated is not the same as spent.",
    "base award to each area": "One part of what each area was to get; the page says “at least”.",
    "match expected for the Getting Started stage, in cash and in kind": (
        "Expected from others, not given by the programme, and of one wave."
    ),
    "extra for each area from the growth of the endowment, announced in 2017": (
        "One part of what each area was to get; it came from the growth of the endowment."
    ),
    "extra for each area from the growth of the endowment, the last one": (
        "One part of what each area was to get; it came from the growth of the endowment."
    ),
    "Getting Started budget": "Not added to the awards: the pages do not say whether it is a part of them.",
}
"""What each published sum counts, as far as the fact itself says it."""

NOT_SAID = "The pages do not say why it differs from the others."
OF_RETURNS = "Only what areas and staff have sent, so it grows as returns come."
NO_AREA = "No area fits all of these filters."
MULTIPLIED = "Worked out here from the three awards to each area, as they were announced."

LIMITS = (
    "**What would have happened without the money.** Nearly all figures here are of areas that got it. Only a study that "
    "compares them with places like them can tell the difference the money made, and such studies are named under Outcomes.",
    "**What would have come right by itself.** Places chosen because things stood badly there tend to move towards the middle, "
    "whatever is done. A figure that was low at the start and rose later is therefore not yet an effect.",
    "**What was not sent.** Sums are of what came. Where a return is missing, the true sum is higher, and the areas that send "
    "returns may not be like those that do not.",
    "**What the money was truly for.** Themes were chosen afterwards from the headings of budget lines, by different people in "
    "different ways; a line has one theme even where it served several.",
    "**What those think who left.** Surveys are answered by members who are still there and by residents who were reached. "
    "People who left are not asked.",
    "**What has no price.** Time that people gave, what they learned and whom they came to know are in no sum of pounds.",
    "**Which area did best.** Areas had different sums, years, places and aims. More spent, or spent sooner, is not better.",
)
WOULD_CHANGE = (
    "The returns that have not come, above all if the areas that send none differ from those that do.",
    "The theme of the spending that nobody has coded: where it is much, any theme could turn out to be the largest.",
    "Another round of the surveys: a trend takes five, and most questions have been asked fewer times.",
    "A study that holds these areas against places like them, for each of the four outcomes.",
)


def sections(has_returns: bool) -> dict[str, str]:
    """Return the parts of the page in their order: published totals come first where no returns are loaded."""
    first = () if has_returns else FIRST_WITHOUT_RETURNS
    return {name: SECTIONS[name] for name in dict.fromkeys((*first, *SECTIONS))}


def pounds(amount: float) -> str:
    """Return pounds as they are said: £152.0m, £98,000 to the nearest thousand, £500."""
    size, minus = Decimal(str(abs(amount))), "-" if amount < 0 else ""
    if size < 1_000:
        return f"{minus}£{size.quantize(Decimal(1), ROUND_HALF_UP)}"
    if size < 1_000_000:
        thousands = (size / 1_000).quantize(Decimal(1), ROUND_HALF_UP)
        return f"{minus}£{thousands:,},000" if thousands < 1_000 else f"{minus}£1.0m"
    return f"{minus}£{(size / 1_000_000).quantize(Decimal('0.1'), ROUND_HALF_UP):,}m"


def published_pounds(amount: float) -> str:
    """Return a published sum as it is said: £217m or £173.25m where that is exact, else as :func:`pounds`."""
    millions = Decimal(str(amount)) / 1_000_000
    if millions >= 1 and millions == millions.quantize(Decimal("0.01")):
        return f"£{millions.normalize():,f}m"
    return pounds(amount)


def exact(amount: float | None) -> str:
    """Return whole pounds as a table has them: £180,556,700; nothing where there is none."""
    if amount is None or pd.isna(amount):
        return ""
    return f"{'-' if amount <= -0.5 else ''}£{abs(amount):,.0f}"


def answer(account: Any, filters: Sequence[str]) -> str:
    """Return what the areas shown spent of what they were awarded, until when, and how many returns came for it."""
    if not account.areas:
        return NO_AREA
    told = sentence(where_words(int(account.areas), filters) + account_words(account))
    return f"{told} {came_words(account)}".strip()


def where_words(areas: int, filters: Sequence[str]) -> str:
    """Return the words before an answer that is of the areas the filters leave: "In the 26 areas shown (London), "."""
    if not filters:
        return ""
    return f"In {'the area' if areas == 1 else f'the {areas} areas'} shown ({', '.join(filters)}), "


def came_words(account: Any) -> str:
    """Return how many returns of spending came in full of those due, as a sentence; nothing where that is not known."""
    due, full = int(account.returns_due), int(account.returns_full)
    if not due or not account.areas_spent:
        return ""
    if full == due:
        return f"All {words.count_of(due, 'spending return')} due came in full."
    return f"{full:,} of {words.count_of(due, 'spending return')} due came in full, so the true sum is higher."


def area_answer(name: str, account: Any) -> str:
    """Return what one area spent of what it was awarded, as far as its returns say."""
    if account.areas_both:
        return (
            f"In {name}, {exact(account.spent_gbp)} of the {exact(account.awarded_gbp)} awarded is recorded as spent "
            f"({words.share(account.spent_share)})."
        )
    if account.areas_spent:
        return f"In {name}, {exact(account.spent_gbp)} is recorded as spent; what it was awarded is not reported."
    if account.areas_awarded:
        return f"{name} was awarded {exact(account.awarded_gbp)}; what it spent is not reported."
    return f"{name} has sent no return about money, which does not mean that it spent none."


def account_words(account: Any) -> str:
    """Return how much of what was awarded is recorded as spent, by when, without a capital and a full stop."""
    areas = words.count_of(int(account.areas), "area")
    until = f" by {words.date_words(account.spent_until)}" if account.spent_until else ""
    if account.areas_both:
        to = "" if account.areas_both == account.areas else f" to {int(account.areas_both)} of {areas}"
        return (
            f"{pounds(account.spent_of_awarded_gbp)} ({words.share(account.spent_share)}) of the "
            f"{pounds(account.awarded_of_spent_gbp)} awarded{to} is recorded as spent{until}, in pounds of the day"
        )
    if account.areas_spent:
        return (
            f"{pounds(account.spent_gbp)} is recorded as spent{until} in {int(account.areas_spent)} of {areas}, in pounds "
            "of the day; what they were awarded is not loaded, so the share cannot be said"
        )
    if account.areas_awarded:
        return (
            f"{pounds(account.awarded_gbp)} is recorded as awarded to {int(account.areas_awarded)} of {areas}; no return "
            "says what was spent"
        )
    return "no return about money has come, which does not mean that none was spent"


def sentence(text: str) -> str:
    """Return a text with a capital in front and a full stop behind."""
    return f"{text[0].upper()}{text[1:]}."


def answer_of_published(published: pd.DataFrame, has_returns: bool) -> str:
    """Return what published pages say of the money and, beside it, what returns add up to; ``published`` may be empty."""
    told = [
        f"about {exact(row.each_gbp)} for each of {int(row.areas)} areas, as announced, which is about "
        f"{published_pounds(row.gbp)} together"
        for row in db.rows(published[published["origin"] == "multiplied"])
    ]
    of_programme = published[published["is_whole"] & (published["kind"] == "programme figure")]
    told += [
        f"{row.value_words or published_pounds(row.gbp)} of spending sorted into themes"
        for row in db.rows(of_programme)
        if "themes" in row.what
    ]
    pages = f"Published pages speak of {', and of '.join(told)}. " if told else ""
    if not has_returns:
        return f"{pages}No returns are loaded, so what each area did with the money cannot be said."
    sums = [
        f"{pounds(row.gbp)} {'awarded' if row.kind == 'award' else 'spent'}"
        for row in db.rows(published[published["origin"] == "returns"])
    ]
    pages = pages or "No published sum has been gathered here. "
    return (
        f"{pages}Returns add up to {words.joined(sums)}."
        if sums
        else f"{pages}No return says what was awarded or spent."
    )


def reported_by(areas: int, of_areas: int, lines: int | None = None, of_lines: int | None = None) -> str:
    """Return how many areas and budget lines report a sum: "102 of 150 areas, 6,656 of 9,567 budget lines"."""
    said = f"{areas:,} of {words.count_of(of_areas, 'area')}"
    if lines is None:
        return said
    return f"{said}, {f'{lines:,} of ' if of_lines else ''}{words.count_of(of_lines or lines, 'budget line')}"


def reporters(account: Any, areas: str, lines: str) -> str:
    """Return who reports an item of the account, by its columns of ``ITEMS``.

    Money is handed back on few budget lines, so those that report it are not held against all lines.
    """
    return reported_by(
        int(getattr(account, areas)),
        int(account.areas),
        int(getattr(account, lines)) if lines else None,
        None if lines == "lines_returned" else int(account.line_count),
    )


ITEMS = (
    ("Awarded", "awarded_gbp", "areas_awarded", ""),
    ("Planned in budget lines", "planned_gbp", "areas_planned", "lines_planned"),
    ("Paid to the organisation that holds the money", "paid_gbp", "areas_paid", "lines_paid"),
    ("Kept by that organisation as its fee", "fee_gbp", "areas_fee", "lines_fee"),
    ("Spent", "spent_gbp", "areas_spent", "lines_spent"),
    ("Handed back to the programme", "returned_gbp", "areas_returned", "lines_returned"),
    ("Awarded, but recorded neither as spent nor as handed back", "left_gbp", "areas_both", ""),
)
"""The items of the account: what each is called, its sum, and how many areas and budget lines report it."""


def account_table(shown: Any, area: Any | None, area_name: str) -> pd.DataFrame:
    """Return the account as a table: a row an item, the sum of the areas shown, who reports it, and the chosen area's."""
    rows = []
    for label, amount, areas, lines in ITEMS:
        known = int(getattr(shown, areas))
        row = {
            "What": label,
            "Pounds": exact(getattr(shown, amount)) if known else no_figure(),
            "Reported by": reporters(shown, areas, lines),
        }
        if area is not None:
            row[area_name] = exact(getattr(area, amount)) if int(getattr(area, areas)) else no_figure()
        rows.append(row)
    return pd.DataFrame(rows)


def no_figure() -> str:
    """Return what stands in place of a sum that no return reports: "not reported [x]"."""
    return f"{words.STATES['not reported'][0].lower()} {words.STATES['not reported'][1]}"


def account_file(shown: Any, area: Any | None, where: str, area_name: str) -> pd.DataFrame:
    """Return the account with spelled-out columns: a row an item of the areas shown, and of the chosen area."""
    rows = []
    for place, account in ((where, shown), (area_name, area)):
        if account is None:
            continue
        for label, amount, areas, lines in ITEMS:
            known = int(getattr(account, areas))
            rows.append(
                {
                    "place": place,
                    "item": label,
                    "value": getattr(account, amount) if known else None,
                    "unit": "£",
                    "areas_that_tell": known,
                    "areas": int(account.areas),
                    "budget_lines_that_tell": int(getattr(account, lines)) if lines else None,
                    "budget_lines": int(account.line_count) if lines else None,
                    "state": "value" if known else "not reported",
                    "code": "" if known else words.STATES["not reported"][1],
                }
            )
    return pd.DataFrame(rows)


def states_table(states: pd.DataFrame) -> pd.DataFrame:
    """Return the budget lines by how they stand: lines and pounds; a sum that no line reports is empty."""
    known = {row.state: row for row in db.rows(states)}
    return pd.DataFrame(
        [
            {
                "How the budget line stands": said,
                "Budget lines": int(known[state].line_count),
                "Planned": short(known[state].planned_gbp),
                "Spent": short(known[state].spent_gbp),
                "Handed back": short(known[state].returned_gbp),
            }
            for state, said in STATES.items()
            if state in known
        ]
    )


def short(amount: float | None) -> str:
    """Return pounds as they are said, nothing where there is none."""
    return "" if amount is None or pd.isna(amount) else pounds(amount)


def states_file(states: pd.DataFrame, place: str) -> pd.DataFrame:
    """Return the budget lines by how they stand with spelled-out columns; pounds to the penny."""
    return pd.DataFrame(
        {
            "place": place,
            "how_the_line_stands": states["state"],
            "budget_lines": states["line_count"],
            "areas": states["areas"],
            "planned_gbp": states["planned_gbp"],
            "spent_gbp": states["spent_gbp"],
            "handed_back_gbp": states["returned_gbp"],
        }
    )


def standing_words(states: pd.DataFrame) -> str:
    """Return what was delayed, cancelled or repaid, as a sentence and a reason to talk; nothing where no line was."""
    told = []
    for row in db.rows(states):
        lines = words.count_of(int(row.line_count), "budget line")
        if row.state == "repaid" and pd.notna(row.returned_gbp):
            told.append(
                f"{pounds(row.returned_gbp)} was handed back on {int(row.lines_returned):,} of {lines} marked repaid"
            )
        elif row.state in ("delayed", "cancelled") and pd.notna(row.planned_gbp):
            told.append(f"{pounds(row.planned_gbp)} planned on {lines} was {row.state}")
    if not told:
        return "No budget line is marked as delayed, cancelled or repaid."
    return f"{sentence(words.joined(told))} That is a reason to talk, not a fault."


def below_nought_words(states: pd.DataFrame) -> str:
    """Return why some of what was spent is below nought, as a sentence; nothing where none is."""
    lines = int(states["lines_below"].sum())
    if not lines:
        return ""
    came_back = pounds(-float(states["below_gbp"].sum()))
    return (
        f"A minus in Spent is money that came back to a budget line: {came_back} on "
        f"{words.count_of(lines, 'budget line')}. It is already taken off what was spent."
    )


def themes_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a theme with its sum, share and name; lines that nobody has coded come last. ``rows`` as queried."""
    each = rows.drop_duplicates("theme")
    named = each.assign(name=[theme_name(row) for row in db.rows(each)], is_coded=each["theme"] != "")
    return named.sort_values("is_coded", ascending=False, kind="stable")[
        ["theme", "name", "is_coded", "is_delivery_cost", "theme_gbp", "theme_share"]
    ].reset_index(drop=True)


def theme_name(row: Any) -> str:
    """Return what a theme is called where it is shown; a cost of delivery says so."""
    if row.theme == "":
        return "Not coded by anybody"
    return f"{row.theme} (cost of delivery)" if row.is_delivery_cost else str(row.theme)


def themes_answer(rows: pd.DataFrame, areas: int, filters: Sequence[str]) -> str:
    """Return the largest theme that is known and how much has none, as sentences; ``rows`` of the areas shown."""
    if not areas:
        return NO_AREA
    where = where_words(areas, filters)
    if rows.empty:
        return sentence(f"{where}no return says what the money went on")
    themes, total = themes_of(rows), float(rows["all_gbp"].iloc[0])
    without = next((row for row in db.rows(themes) if not row.is_coded), None)
    if not themes["is_coded"].any():
        return sentence(f"{where}nobody has given a theme to any of the {pounds(total)} spent")
    first = next(iter(db.rows(themes)))
    share = f"{words.share(first.theme_share)} of the {pounds(total)} spent"
    told = f"{where}the largest theme that is known is {first.name}: {share}"
    if without is None:
        return f"{sentence(told)} All of it has a theme."
    return f"{sentence(told)} Nobody has given a theme to {pounds(without.theme_gbp)} ({words.share(without.theme_share)})."


def coders_words(rows: pd.DataFrame) -> str:
    """Return who chose the theme of how much of the spending, as a sentence. ``rows`` not empty."""
    coders = {row.coded_by: row for row in db.rows(rows.drop_duplicates("coded_by"))}
    chose = [
        f"by {said} for {words.share(coders[name].coder_share)}"
        for name, said in {**CODERS, "nobody": "nobody"}.items()
        if name in coders
    ]
    return f"The theme of what was spent was chosen {words.joined(chose)}."


def themes_table(rows: pd.DataFrame, area: pd.DataFrame, area_name: str) -> pd.DataFrame:
    """Return spending by theme, and the chosen area's where it has any; ``rows`` and ``area`` as queried."""
    themes = themes_of(rows)
    table = pd.DataFrame(
        {
            "Theme": themes["name"],
            "Spent": [exact(one) for one in themes["theme_gbp"]],
            "Share of all spent": [words.share(one) for one in themes["theme_share"]],
        }
    )
    if len(area):
        own = area.drop_duplicates("theme").set_index("theme")["theme_gbp"]
        table[area_name] = [exact(own.get(theme, 0.0)) for theme in themes["theme"]]
    return table


def coders_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return spending by who chose its theme, what nobody coded last."""
    coders = {row.coded_by: row for row in db.rows(rows.drop_duplicates("coded_by"))}
    return pd.DataFrame(
        [
            {
                "Who chose the theme": f"{said[0].upper()}{said[1:]}",
                "Spent": exact(coders[name].coder_gbp),
                "Share of all spent": words.share(coders[name].coder_share),
            }
            for name, said in {**CODERS, "nobody": "nobody"}.items()
            if name in coders
        ]
    )


def themes_file(rows: pd.DataFrame, places: dict[str, str]) -> pd.DataFrame:
    """Return the rows of spending by theme and coder with spelled-out columns; ``places`` names each scope."""
    rows = rows[rows["scope"].isin(list(places))]
    return pd.DataFrame(
        {
            "place": rows["scope"].map(places),
            "theme": rows["theme"].mask(rows["theme"] == "", "not coded"),
            "is_cost_of_delivery": ["yes" if one else "no" for one in rows["is_delivery_cost"]],
            "coded_by": rows["coded_by"],
            "value": rows["spent_gbp"],
            "unit": "£ spent",
            "share_of_theme_in_all_spent_per_cent": rows["theme_share"].round(1),
            "budget_lines": rows["line_count"],
            "areas": rows["areas"],
        }
    )


def outcomes_answer(newest: Sequence[tuple[Measure, Any]], findings: int, independent: int) -> str:
    """Return what is known of the four outcomes, as sentences: newest answers with their measures, and findings."""
    studies = (
        f"{words.count_of(findings, 'finding')} of studies and reviews {'is' if findings == 1 else 'are'} recorded, "
        f"{independent} of them independent"
    )
    if not newest and not findings:
        return (
            "Whether the four outcomes were reached is not known: no survey that asks about them is loaded, and no finding on "
            "them is recorded."
        )
    if not newest:
        return f"No answers about the four outcomes are loaded; {studies}."
    told = [
        f"{measure.short[0].lower()}{measure.short[1:]} {words.figure(row.value, measure)} ({row.period})"
        for measure, row in newest
    ]
    return f"Share who said so when last asked: {words.joined(told)}. Answers cannot show that the money did it; {studies}."


def without_jargon(text: str) -> str:
    """Return what a study found in plain words: its range and its method."""
    text = re.sub(r"\(95% CI (\S+) to (\S+)\)", r"(95% range: \1 to \2)", text)
    return text.replace(
        "difference-in-differences study", "the study compares the change here with the change in the comparison areas"
    ).replace("the interval", "the range")


def for_readers(detail: str) -> str:
    """Return the particulars of a fact without those that tell whoever gathers facts what to do."""
    return "; ".join(one for one in detail.split("; ") if not one.startswith("do not "))


def figure_words(measure: Measure, row: Any, counts: Counted) -> str:
    """Return the programme's figure of an outcome with its range and base as a sentence, or why there is none."""
    if row.state != "value" or pd.isna(row.value):
        return words.state_sentence("The programme", row.state, row.period)
    told = words.sentence(measure, "all areas together", row.value, row.period).removesuffix(".")
    sure = ""
    if pd.notna(row.lower):
        sure = f", between {words.figure(row.lower, measure)} and {words.figure(row.upper, measure)} (95% range)"
    base = f"; {counts.of(row.denominator)}" if pd.notna(row.denominator) else ""
    return f"{told}{sure}{base} in {words.count_of(int(row.areas_counted), 'area')}."


def figure_cell(row: Any, measure: Measure) -> str:
    """Return a figure with its code, or why there is none: "75%", "hidden to protect people [c]"."""
    code = verdicts.state_reason(row.state, row.reliability)
    return f"{words.figure_or_state(row.value, row.state, measure)} {code}".strip()


def range_cell(row: Any, measure: Measure) -> str:
    """Return the range of a figure: "70% to 78%"; nothing where none is known."""
    if row.state != "value" or pd.isna(row.lower):
        return ""
    return f"{words.figure(row.lower, measure)} to {words.figure(row.upper, measure)}"


def change_words(measure: Measure, row: Any) -> str:
    """Return the trend of an outcome and its change since the round before, on the same areas, as sentences."""
    trend = verdicts.trend_words(
        Trend(row.verdict, int(row.points), row.first_period, row.last_period, ROUNDS, int(row.areas_counted))
    )
    told = f"Trend: {trend}."
    if not row.change_verdict:
        return told
    differs = verdicts.difference_words(measure, row.changed_by, row.change_lower, row.change_upper)
    since = f"From {row.earlier_period} to {row.period}, on the same {words.count_of(int(row.areas_compared), 'area')}"
    return f"{since}: {row.change_verdict}, {differs}. {told}"


def findings_words(rows: pd.DataFrame) -> str:
    """Return how many findings there are on an outcome and how many are independent of area and programme."""
    if rows.empty:
        return "No finding of a study or review on this is recorded, so what was found is not known."
    independent = int(rows["is_independent"].sum())
    return (
        f"{words.count_of(len(rows), 'finding')} of studies and reviews {'is' if len(rows) == 1 else 'are'} recorded, "
        f"{independent} of them by somebody outside area and programme."
    )


def findings_table(rows: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return findings as people read them; ``names`` says of each where it was found."""
    return pd.DataFrame(
        {
            "What was found": [
                f"{row.finding} ({', '.join(one for one in (row.method, words.date_words(row.found_on)) if one)})"
                for row in db.rows(rows)
            ],
            "Where": list(names),
            "Independent": ["yes" if one else "no" for one in rows["is_independent"]],
        }
    )


def findings_file(rows: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return findings with spelled-out columns; ``names`` as in :func:`findings_table`."""
    return pd.DataFrame(
        {
            "outcome": rows["outcome"],
            "finding": rows["finding"],
            "method": rows["method"],
            "found_on": rows["found_on"],
            "where": list(names),
            "is_independent": ["yes" if one else "no" for one in rows["is_independent"]],
            "source": rows["source"],
        }
    )


def published_label(row: Any) -> str:
    """Return what a published sum is, with a capital; of the awards multiplied out, with the multiplication."""
    if row.origin == "multiplied":
        return f"Awards to each area, multiplied out here: {int(row.areas)} x {exact(row.each_gbp)}"
    return f"{row.what[0].upper()}{row.what[1:]}"


def published_figure(row: Any) -> str:
    """Return a published sum as it is to be quoted: in the words of its page where it has some."""
    return row.value_words or f"{about(row)}{exact(row.gbp)}"


def published_short(row: Any) -> str:
    """Return a published sum as the label of a bar has it: short, or in the words of its page."""
    return row.value_words or f"{about(row)}{published_pounds(row.gbp)}"


def about(row: Any) -> str:
    """Return "about " before a sum that is worked out here from what was announced."""
    return "about " if row.origin == "multiplied" else ""


def published_scope(row: Any) -> str:
    """Return what a sum is of: the programme, a part of it, or the areas whose returns report it."""
    if row.origin == "multiplied":
        return f"{int(row.areas)} areas"
    if row.origin == "returns":
        return f"{words.count_of(int(row.areas), 'area')} with returns"
    return str(row.base) or "the programme"


def published_when(row: Any) -> str:
    """Return what a published sum is of, and when: "each area, 2017"; without a date, when its page was read."""
    if row.date_from or row.date_to:
        return f"{published_scope(row)}, {words.period_of(row.date_from, row.date_to)}"
    if row.origin == "published" and row.read_on:
        return f"{published_scope(row)}, no date on the page, read by {words.date_words(row.read_on)}"
    return published_scope(row)


def published_why(row: Any) -> str:
    """Return what a sum counts and so why it differs from the others, or that the pages do not say."""
    if row.origin == "multiplied":
        return MULTIPLIED
    if row.origin == "returns":
        return OF_RETURNS
    return WHY.get(str(row.what).replace("'", "’"), NOT_SAID)


def other_grant(grant: float, announced: float) -> str:
    """Return that the whole grant of one area was another than was announced for each; nothing where it was the same."""
    if grant == announced:
        return ""
    return (
        f"A page about one area says that its whole grant was {exact(grant)}: {exact(abs(grant - announced))} "
        f"{'less' if grant < announced else 'more'} than announced."
    )


def gap_words(rows: pd.DataFrame) -> str:
    """Return what lies between the largest sum of the programme and the awards together, as a sentence; else nothing."""
    awards = rows[rows["origin"] == "multiplied"]
    whole = rows[(rows["origin"] == "published") & rows["is_whole"]]
    if awards.empty or whole.empty or whole["gbp"].max() <= awards["gbp"].iloc[0]:
        return ""
    largest, together = float(whole["gbp"].max()), float(awards["gbp"].iloc[0])
    return (
        f"{published_pounds(largest)} less {published_pounds(together)} is {published_pounds(largest - together)}: no page "
        "gathered here says what that was for."
    )


def published_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the published sums as people read them: what, of what and when, how much, why it differs, and the page."""
    told = list(db.rows(rows))
    return pd.DataFrame(
        {
            "What": [f"{published_label(row)} ({published_when(row)})" for row in told],
            "Figure": [published_figure(row) for row in told],
            "What it counts": [published_why(row) for row in told],
            "Page": [row.source_url or "the Data page" for row in told],
        }
    )


def published_file(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the published sums with spelled-out columns."""
    told = list(db.rows(rows))
    return pd.DataFrame(
        {
            "what": [published_label(row) for row in told],
            "value": rows["gbp"].to_numpy(),
            "unit": "£",
            "as_published": rows["value_words"].to_numpy(),
            "scope": [published_scope(row) for row in told],
            "date": [words.period_of(row.date_from, row.date_to) for row in told],
            "what_it_counts": [published_why(row) for row in told],
            "details": rows["detail"].to_numpy(),
            "address": rows["source_url"].to_numpy(),
            "address_is_a_copy": ["yes" if one else "no" for one in rows["source_is_copy"]],
        }
    )


SPREAD = {
    "far_above": "Above by more than chance",
    "above": "Worth a look: above",
    "as_expected": "As expected",
    "below": "Worth a look: below",
    "far_below": "Below by more than chance",
    "too_few": "Too few to judge",
}
"""Where areas lie in a funnel, from the top, with what each is called."""


def spread_words(row: Any, measure: Measure, filters: Sequence[str] = ()) -> str:
    """Return how many areas can be judged in one period, and how many lie above, as expected and below."""
    judged, shown = int(row.judged), words.count_of(int(row.areas), "area")
    which = f" shown ({', '.join(filters)})" if filters else ""
    what = f"{which} can be judged on “{measure.name}”, {row.period}"
    if judged == 0:
        return f"None of {shown}{what}."
    outside = [
        f"{int(getattr(row, name))} {'is' if getattr(row, name) == 1 else 'are'} {said}"
        for name, said in (
            ("far_above", "above by more than chance"),
            ("above", "above and worth a look"),
            ("below", "below and worth a look"),
            ("far_below", "below by more than chance"),
        )
        if getattr(row, name)
    ]
    others = f"; {words.joined(outside)}" if outside else "; none lies outside what chance allows"
    return (
        f"{judged} of {shown}{what}: {int(row.as_expected)} {'is' if row.as_expected == 1 else 'are'} as expected for their "
        f"size{others}."
    )


def coverage_answer(coverage: pd.DataFrame) -> str:
    """Return what came of the spending returns that were due, and what no figure here can say, as sentences."""
    unknown = "What would have happened without the money, these figures cannot say."
    due = coverage[(coverage["table_name"] == "spending") & (coverage["due"] > 0)]
    if due.empty:
        return unknown
    row = next(iter(db.rows(due)))
    return (
        f"Of {words.count_of(int(row.due), 'spending return')} due, {int(row.came):,} came, {int(row.came_in_part):,} came in "
        f"part and {int(row.not_sent):,} did not come. {unknown}"
    )


def spread_title(row: Any) -> str:
    """Return how many of the areas judged are as expected, as the title of a chart."""
    judged = int(row.judged)
    if judged == 0:
        return f"{row.period}: no area has enough counted to be judged"
    return f"{row.period}: {int(row.as_expected)} of {words.count_of(judged, 'area')} as expected for their size"


def spread_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a period with how many areas lie where, and how many have no figure and why."""
    told = list(db.rows(rows))
    return pd.DataFrame(
        {
            "Period": [row.period for row in told],
            "Above": [outside_cell(row.far_above, row.above) for row in told],
            "As expected": [f"{row.as_expected:,}" for row in told],
            "Below": [outside_cell(row.far_below, row.below) for row in told],
            "Too few to judge": [f"{row.too_few:,}" for row in told],
            "No figure": [without_figure(row) for row in told],
        }
    )


def without_figure(row: Any) -> str:
    """Return how many areas have no figure and why: "not reported 124, nothing due 6"; "0" where all have one."""
    counts = {"hidden": row.hidden, "not reported": row.not_reported, "not due": row.not_due}
    return ", ".join(f"{words.STATES[state][0].lower()} {count:,}" for state, count in counts.items() if count) or "0"


def outside_cell(far: int, near: int) -> str:
    """Return how many areas lie outside on one side: "1 by more than chance and 2 to look at"; "0" where none does."""
    said = [f"{far:,} by more than chance"] if far else []
    return words.joined([*said, *([f"{near:,} to look at"] if near else [])]) or "0"


def spread_file(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return the spread with spelled-out columns: a row a period, counts of areas."""
    return pd.DataFrame(
        {
            "measure": measure.name,
            "period": rows["period"],
            "areas": rows["areas"],
            "areas_judged": rows["judged"],
            "above_by_more_than_chance": rows["far_above"],
            "above_worth_a_look": rows["above"],
            "as_expected": rows["as_expected"],
            "below_worth_a_look": rows["below"],
            "below_by_more_than_chance": rows["far_below"],
            "too_few_to_judge": rows["too_few"],
            "hidden": rows["hidden"],
            "not_reported": rows["not_reported"],
            "not_due": rows["not_due"],
        }
    )


def plan_year_words(rows: pd.DataFrame, measure: Measure) -> str:
    """Return the first and the last year of the plan that enough areas stand behind; ``rows`` of one measure."""
    known = rows[~rows["is_few"] & rows["is_full"]]
    if known.empty:
        return "No year of the plan has 30 areas with a figure, so nothing can be said of the programme as a whole."
    first, last = known.iloc[0], known.iloc[-1]
    each = " for each area with a figure" if bool(first["is_for_each_area"]) else ""
    told = [
        f"in year {int(row['plan_year'])} of the plan {plan_figure(row, measure)} ({int(row['areas_counted'])} areas)"
        for row in ([first] if len(known) == 1 else [first, last])
    ]
    return f"{measure.name}{each}: {', and '.join(told)}. The areas are not the same ones, so this is no trend."


def plan_figure(row: Any, measure: Measure) -> str:
    """Return a figure of a year of the plan; one told for each area has a decimal where it is small."""
    if row["is_for_each_area"] and abs(row["value"]) < 100:
        return f"{'£' if measure.unit.startswith('£') else ''}{words.plain_number(row['value'], 1)}"
    return words.figure(row["value"], measure)


def plan_unit(rows: pd.DataFrame, measure: Measure) -> str:
    """Return the unit of figures by year of the plan: totals are for each area with a figure."""
    return f"{measure.unit}, for each area with a figure" if bool(rows["is_for_each_area"].iloc[0]) else measure.unit
