"""What is on the public record about Big Local: figures quoted with their address, in words of our own.

Six small files of the folder of public files become one long table. A figure is quoted; a page's sentence never is.
Money that is only expected or applied for, loans and investments keep a kind of their own and are never "grant won".
"""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple, TypeVar

import pandas as pd

from etl.errors import DataError
from etl.reference.public_files import public_table
from etl.reference.stand_in import found_areas

COLUMNS = [
    "fact_id", "area_id", "kind", "what", "value_number", "value_unit", "value_words", "date_from", "date_to",
    "who", "base", "detail", "source_url", "source_url_2", "source_is_copy",
]  # fmt: skip

Row = dict[str, str]
Fact = dict[str, str | float | None]
Worded = TypeVar("Worded")


class Wording(NamedTuple):
    """How one figure of ``programme_stats.csv`` is said."""

    what: str
    unit: str = ""
    base: str = ""
    detail: str = ""
    kind: str = "programme figure"
    area: str = "ALL"


NOT_STATED = "not stated"
REVIEWED = "partnerships reviewed in the year; number not stated"
MEMBERS = "partnership members; number not stated"

PROGRAMME_WORDINGS = {
    "partnership members, all 150 areas": [Wording("members of all partnerships together", "people", "150 areas")],
    "average members per partnership": [Wording("members of a partnership, on average", "people", "150 areas")],
    "partnerships meeting the rule (8+ people, majority residents)": [
        Wording("partnerships that meet the rule: 8 or more members, most of them residents", "%", REVIEWED)
    ],
    "partnerships that grew / shrank 2015-16, of 132": [
        Wording("partnerships that grew from 2015 to 2016", "partnerships", "132 reviewed in both years"),
        Wording("partnerships that shrank from 2015 to 2016", "partnerships", "132 reviewed in both years"),
    ],
    "joined / left 2015-16": [
        Wording("people who joined a partnership from 2015 to 2016", "people", "partnerships reviewed in both years"),
        Wording("people who left a partnership from 2015 to 2016", "people", "partnerships reviewed in both years"),
    ],
    "members of 2015 still on in 2016": [
        Wording("members of 2015 who were still members in 2016", "%", "members in 2015; number not stated")
    ],
    "resident share of partnership members": [
        Wording("partnership members who are residents, 2016", "%", MEMBERS),
        Wording("partnership members who are residents, 2017", "%", MEMBERS),
    ],
    "female share of partnership members": [
        Wording("partnership members who are women, 2016", "%", MEMBERS),
        Wording("partnership members who are women, 2017", "%", MEMBERS),
    ],
    "change in members 2016-17": [
        Wording("change in partnership members from 2016 to 2017", "people", detail="likely a change of method")
    ],
    "stayed all three reviews / left / joined": [
        Wording("members present at all three yearly reviews", "people"),
        Wording("people who left a partnership between the three reviews", "people"),
        Wording("people who joined a partnership between the three reviews", "people"),
    ],
    "unique members per partnership since 2015": [
        Wording("different people who have been members of one partnership, on average", "people", "one partnership"),
        Wording(
            "different people who have been members of one partnership, fewest to most", "people", "one partnership"
        ),
    ],
    "final partnership survey responses": [
        Wording("members who answered the last survey of partnerships", "people"),
        Wording("areas whose members answered the last survey of partnerships", "areas", "150 areas"),
    ],
    "funding behind the theme coding": [
        Wording("spending that researchers sorted into themes afterwards", "£"),
        Wording("themes that researchers sorted the spending into", "themes"),
    ],
    "share spent on Big Local delivery costs": [
        Wording("share of the sorted spending that went on running Big Local locally", "%", "just under £160m")
    ],
    "areas that ever ran a small grants scheme": [
        Wording("areas that ever ran a small grants scheme", "areas", "150 areas")
    ],
    "endowment grant": [Wording("grant that set up the programme's endowment", "£")],
    "programme funding as later described": [Wording("programme funding, as described later", "£")],
    "areas that had completed": [Wording("areas that had finished the programme", "areas", "150 areas")],
    "area population, typical": [Wording("people who live in a typical Big Local area", "people", "one area")],
    "effect on high anxiety (difference-in-differences)": [
        Wording(
            "change in the share of people with high anxiety in Big Local areas, against comparison areas",
            "percentage points",
            NOT_STATED,
            "difference-in-differences study; the interval includes no change",
            "outcome finding",
        )
    ],
    "Gaunless Gateway volunteer hours": [
        Wording("hours given by the partnership in ten years", "hours", area="Gaunless Gateway"),
        Wording("small grants made by the partnership in ten years", "small grants", area="Gaunless Gateway"),
    ],
    "residents reached by first 83 areas": [
        Wording("residents reached by the first areas", "people", "first 83 areas"),
        Wording("money allocated by the first areas", "£", "first 83 areas"),
    ],
}
"""Measure as listed to one wording for each figure its value holds, in their order."""

STATEMENT_WORDINGS = {
    "local community could be improved if there was a greater input from residents": (
        "think more input from residents would improve their community"
    ),
    "working closely with residents is the best potential solution to concerns about reduced public service funding": (
        "name working closely with residents as the best answer to cuts in public services"
    ),
    "a collaborative, resident-led approach is currently feasible in their area": (
        "say councils and residents could already work together, led by residents, where they are"
    ),
    "different expectations are a barrier to working together": "say that expecting different things gets in the way",
    "lack of understanding of each other's priorities is a barrier": (
        "say that not knowing what matters to the other side gets in the way"
    ),
    "the opportunity to discuss solutions together is an important way to overcome challenges": (
        "say that talking through answers together helps to get past difficulties"
    ),
    "barriers could be overcome if there was greater open mindedness on both sides": (
        "say that more open minds on both sides would remove what gets in the way"
    ),
    "residents are best placed to know what is needed in their community": (
        "say residents know best what their community needs"
    ),
    "willing to help neighbours and community if there are opportunities": (
        "would help neighbours and community, given the chance"
    ),
    "would like the opportunity to help decide how funding is spent": "would like a say in how funding is spent",
    "more likely to help if given more control over decisions": (
        "would be likelier to help with more control over decisions"
    ),
    "want more people involved in their partnership": "want more people in their partnership",
    "partnership relies too much on a small group of people": (
        "think their partnership depends too much on a few people"
    ),
    "local people and community groups know best what is needed": (
        "say local people and groups know best what is needed"
    ),
    "local councils know best": "say local councils know best what is needed",
    "confident plans are based on what residents identified as most needed": (
        "trust that plans rest on what residents most need"
    ),
    "confident in their ability to make Big Local happen": "feel able to make Big Local happen",
    "there is a need for more social housing": "say that more social housing is needed",
}
"""Survey statement as reported to the end of the sentence "81% of council members ..."."""

SURVEY_AREAS = {"Big Local Gateshead plan consultation": "Gateshead"}
SURVEY_CAUTIONS = {"Local Trust / New Start survey, Nov 2015": "not a survey of the councils of Big Local areas alone"}

FUNDING_KINDS = {
    "grant won": ("grant won", "", ""),
    "capital grant": ("grant won", "capital grant", ""),
    "combined total ('more than')": (
        "grant won",
        "combined total that includes Big Local's own money; the split is not published",
        "more than ",
    ),
    "investment (repayable)": ("investment", "repayable investment, not a grant", ""),
    "loan": ("loan", "loan, not a grant", ""),
    "applied for, up to": ("applied for", "a bid, not known to be won", "up to "),
    "expected match (total)": ("expected", "expected match in cash and in kind, as a total", ""),
    "project 'inspired', not a grant to the area": ("spend", "", ""),
}
"""Kind as listed to our kind, the caution it carries, and the words that stand before the amount."""

PLAN_KINDS = (
    ("applied for", "applied for"),
    ("plan grant", "award"),
    ("award", "award"),
    ("extra from endowment", "award"),
    ("Getting Started budget", "award"),
    ("underspend", "plan"),
    ("plan", "plan"),
)
"""Words of ``plans_and_grants.csv`` and the kind they mean, the first that fits; without any of them it is spending."""

OUR_WORDS = {
    "AGM": "annual general meeting",
    "Partnership (first meeting)": "first partnership meeting",
    "Resident-led Partnership, 36th meeting": "36th meeting of the resident-led partnership",
    "Resident-led Partnership, 41st meeting": "41st meeting of the resident-led partnership",
    (
        "1 more 'not attended'; 4 residents counted by stated role; document says Wednesday but 18 Sep 2014 was a "
        "Thursday; 19:00 start; previous meeting 2014-08-20"
    ): (
        "1 more listed as not attending; residents counted by stated role; the minutes say Wednesday but "
        "18 September 2014 was a Thursday; began at 19:00"
    ),
    "previous meeting named in the minutes": "known from the minutes of the next meeting, which name it",
    "previous meeting named in the June minutes": "known from the minutes of June, which name it",
    "previous meeting named in December minutes": "known from the minutes of December, which name it",
    "notes listed in the Year 2 Review contents": "known from the contents list of the area's year 2 review",
    "minimum partnership size": "fewest members a partnership may have",
    "minimum resident share": "smallest share of members who must be residents",
    "frequency": "how often the partnership meets",
    "quorum": "fewest members for a meeting to decide",
    "partnership size": "members the partnership may have",
    "each area's base award": "base award to each area",
    "extra from endowment growth, announced 2017": (
        "extra for each area from the growth of the endowment, announced in 2017"
    ),
    "extra from endowment growth, final allocation": (
        "extra for each area from the growth of the endowment, the last one"
    ),
    "year 2 plan applied for (mostly put on hold)": "money asked for in the year 2 plan, mostly put on hold",
    "at least £1m": "",
    "£105k per area": "",
    "£50k per area": "",
    "£20,000 per area (Getting Started)": "",
    "lighting at Sussex Rec": "lighting at Sussex Recreation Ground",
    "year 1 plan allocation": "planned spending of year 1",
    "year 1 underspend": "part of the year 1 plan left unspent",
    "goes back into the pot": "goes back into the pot: not spending",
    "grass-roots schemes and events in 2016 (more than)": "local groups' schemes and events in 2016",
    "whole grant distributed (first area)": "the whole grant given out, the first area to do so",
    "partnership endorsed June 2015; year 1 plan endorsed": "year 1 plan endorsed (the partnership in June 2015)",
    "'overall £140,000 was allocated to be spent in the first year'": (
        "planned for the whole of the first year; not a record of spending"
    ),
    "paid to CommUNITY Barnet (LTO)": "paid to CommUNITY Barnet, the locally trusted organisation",
    "LTO Lynemouth Community Trust": "locally trusted organisation: Lynemouth Community Trust",
    "purchase and refurbishment of community building (eco hub)": (
        "buying and refurbishing a community building (eco hub)"
    ),
    "DCLG pocket parks fund (87 parks, £1.5m)": "government's pocket parks fund (87 parks, £1.5m in all)",
    "£ split not stated; one of 21 places in COF wave 1 per Local Trust podcast page": (
        "one of 21 places in the first round of the Community Ownership Fund"
    ),
    "COF first wave": "the date is that of the fund's first round",
    "£25,000 Big Local grant": "",
    "Lynemouth Bay cliff restoration": "beach clean that came before the restoration of Lynemouth Bay's cliffs",
    "£500 Big Local grant to a beach clean preceded it; do not count as leverage": (
        "do not count the project as leverage"
    ),
    "West of England Combined Authority (ERDF)": (
        "West of England Combined Authority (European regional development money)"
    ),
    "outcome is beyond the part of the page seen: treat as a bid": "the outcome is not in the part of the page seen",
    "Getting Started match, cash and in kind": "match expected for the Getting Started stage, in cash and in kind",
    "page: 'last year'; survey every two years since 2016": (
        "year worked out from the page; asked every two years from 2016"
    ),
    "2016 or 2018 (page does not say which)": "of 2016 or 2018, the page does not say which",
    "summer, year not shown (c.2025)": "a summer, year not shown, about 2025",
    "the largest item in more than half of areas": "the largest item in more than half of the areas",
    "later page": "from a later page",
    "public": "the public",
    "residents/volunteers": "residents and volunteers",
    "local authority members": "council members",
    "local authorities": "councils",
}
"""Terse or borrowed phrases of the public files and how they are said; a phrase not listed stands as it is."""

MONTHS = {name: f"{number:02}" for number, name in enumerate(
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], start=1
)}  # fmt: skip


def fact(folder: Path) -> pd.DataFrame:
    """Return every published fact, one row each, in the order of ``COLUMNS`` and sorted by ``fact_id``.

    ``area_id`` is empty for the programme as a whole. ``value_number`` is the numeral published, in ``value_unit``;
    where the page qualifies it ("almost 2,000") or gives a range, ``value_words`` holds the figure as published and
    must be shown instead. Dates are ISO, as precise as known. Raises DataError naming file, row and value for an area
    that is not one of the 150, a figure with no wording yet, or a row without an address.
    """
    names = found_areas(folder)
    area_ids = dict(zip(names["found_name"], names["area_id"], strict=True))
    facts = [
        *_meetings(folder, area_ids),
        *_meeting_rules(folder, area_ids),
        *_plans_and_grants(folder, area_ids),
        *_funding(folder, area_ids),
        *_survey_results(folder, area_ids),
        *_programme_figures(folder, area_ids),
    ]
    frame = pd.DataFrame(_numbered(facts), columns=COLUMNS)
    frame["value_number"] = frame["value_number"].astype("float64")
    return frame.sort_values("fact_id", ignore_index=True)


def _numbered(facts: list[Fact]) -> list[Fact]:
    """Return the facts with an id: area or "programme", kind, and a running number in the order of the files."""
    seen: Counter[str] = Counter()
    for one in facts:
        stem = f"{one['area_id'] or 'programme'}-{one['kind']}".replace(" ", "-")
        seen[stem] += 1
        one["fact_id"] = f"{stem}-{seen[stem]}"
    return facts


def _rows(folder: Path, name: str, columns: list[str]) -> list[Row]:
    """Return the rows of one published file, each with ``place``: its file and line, for error sentences."""
    path = f"big_local/published/{name}"
    records = public_table(folder, path, [*columns, "source", "source_is_copy"]).to_dict("records")
    return [
        {**{str(key): str(value).strip() for key, value in record.items()}, "place": f"{folder / path}, row {line}"}
        for line, record in enumerate(records, start=2)
    ]


def _fact(
    row: Row, area_ids: dict[str, str], area_name: str, kind: str, what: str, **values: str | float | None
) -> Fact:
    """Return one fact with the area and addresses of its row; columns that are not given stay empty."""
    addresses = re.findall(r"https?://[^\s;)]+", row["source"])
    if not addresses:
        raise DataError(f"{row['place']}, column source: {row['source']!r} holds no address (http...).")
    blank: Fact = dict.fromkeys(COLUMNS, "")
    return blank | {
        "area_id": _area_id(row, area_ids, area_name),
        "kind": kind,
        "what": what,
        "value_number": None,
        "source_url": addresses[0],
        "source_url_2": " ".join(addresses[1:2]),
        "source_is_copy": row["source_is_copy"],
        **values,
    }


def _area_id(row: Row, area_ids: dict[str, str], area_name: str) -> str:
    if area_name.startswith("ALL"):
        return ""
    if area_name not in area_ids:
        raise DataError(f"{row['place']}: {area_name!r} is not one of the areas in big_local/areas.csv, nor ALL.")
    return area_ids[area_name]


def _ours(text: str) -> str:
    return OUR_WORDS.get(text, text)


def _wording(row: Row, column: str, wordings: dict[str, Worded]) -> Worded:
    """Return what a value is to be called, or raise DataError: nothing is passed on in a page's own words."""
    value = row[column]
    if value not in wordings:
        raise DataError(
            f"{row['place']}, column {column}: {value!r} has no wording yet. Add one to etl/reference/published.py."
        )
    return wordings[value]


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _cell_number(row: Row, column: str) -> float | None:
    """Return the number of a cell that holds nothing else, None where it is empty, or raise DataError."""
    if not re.fullmatch(r"(\d+(\.\d+)?)?", row[column]):
        raise DataError(
            f"{row['place']}, column {column}: {row[column]!r} is not a number. Expected digits only, such as 15000."
        )
    return float(row[column]) if row[column] else None


def _pounds(amount: float | None) -> str:
    return "" if amount is None else f"£{amount:,.0f}"


def _number(text: str) -> float | None:
    """Return the first number in a text, with "m" as million, or None where there is none."""
    found = re.search(r"-?\d[\d,]*(?:\.\d+)?", text)
    if not found:
        return None
    millions = 1_000_000 if re.match(r"m\b", text[found.end() :]) else 1
    return float(found.group().replace(",", "")) * millions


def _date(text: str) -> str:
    """Return a single date as ISO, or "" where the text holds none: "2016", "2016-02", "survey, Nov 2015"."""
    if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?", text):
        return text
    named = re.search(rf"\b({'|'.join(MONTHS)})[a-z]* (\d{{4}})\b", text)
    return f"{named[2]}-{MONTHS[named[1]]}" if named else ""


def _period(text: str) -> tuple[str, str, str]:
    """Return (from, to, remark) of a published date: "by 2022", "2015-2017", "2025-26", "2016-02 (works from ...)"."""
    bare, _, bracket = text.partition(" (")
    remark = _ours(bracket.removesuffix(")"))
    if _date(bare):
        return _date(bare), "", remark
    if bare.startswith("by ") and _date(bare[3:]):
        return "", _date(bare[3:]), _joined(f"{bare}, exact date not published", remark)
    years = re.fullmatch(r"(\d\d)(\d\d)-(?:\d\d)?(\d\d)", bare)
    if years:
        return years[1] + years[2], years[1] + years[3], remark
    return "", "", _ours(text)


def _meetings(folder: Path, area_ids: dict[str, str]) -> list[Fact]:
    """Return the dated meetings; the number is of everyone recorded as present, member or not."""
    columns = ["area_name", "date", "body", "present_total", "residents_present", "apologies", "notes"]
    facts = []
    for row in _rows(folder, "meetings.csv", columns):
        what = OUR_WORDS.get(row["body"], row["body"].lower())
        facts.append(
            _fact(
                row,
                area_ids,
                row["area_name"],
                "meeting",
                what if "meeting" in what else f"{what} meeting",
                value_number=_cell_number(row, "present_total"),
                value_unit="people present" if row["present_total"] else "",
                date_from=row["date"],
                detail=_joined(
                    row["residents_present"] and f"{row['residents_present']} of them known to be residents",
                    row["apologies"] and f"{row['apologies']} apologies",
                    _ours(row["notes"]),
                ),
            )
        )
    return facts


def _meeting_rules(folder: Path, area_ids: dict[str, str]) -> list[Fact]:
    """Return the rules on size, share of residents, quorum and frequency."""
    facts = []
    for row in _rows(folder, "meeting_rules.csv", ["area_name", "rule", "value"]):
        rule, _, bracket = row["rule"].partition(" (")
        when = _date(bracket.removesuffix(")")) or _date(bracket)
        plain = re.fullmatch(r"\d+(%| partnership members|)", row["value"])
        facts.append(
            _fact(
                row,
                area_ids,
                row["area_name"],
                "meeting rule",
                _ours(rule),
                value_number=_number(row["value"]) if plain else None,
                value_unit=("%" if plain[1] == "%" else "people") if plain else "",
                value_words="" if plain else row["value"],
                date_from=when,
                base="partnership members" if plain and plain[1] == "%" else "",
                detail=_ours(bracket.removesuffix(")")) if bracket and not re.fullmatch(r"\d{4}\)", bracket) else "",
            )
        )
    return facts


def _plans_and_grants(folder: Path, area_ids: dict[str, str]) -> list[Fact]:
    """Return plans, awards, asks and spending; an amount of a plan is what was planned, not what was spent."""
    facts = []
    for row in _rows(folder, "plans_and_grants.csv", ["area_name", "what", "amount_gbp", "start", "end", "detail"]):
        kind = next((kind for words, kind in PLAN_KINDS if words in row["what"]), "spend")
        amount = _cell_number(row, "amount_gbp")
        qualifier = re.search(r"more than|at least", f"{row['what']} {row['detail']}")
        facts.append(
            _fact(
                row,
                area_ids,
                row["area_name"],
                kind,
                _ours(row["what"]),
                value_number=amount,
                value_unit="£" if amount is not None else "",
                value_words=f"{qualifier[0]} {_pounds(amount)}" if qualifier and amount is not None else "",
                date_from=row["start"],
                date_to=row["end"],
                base="each area" if row["area_name"] == "ALL" else "",
                detail=_ours(row["detail"]),
            )
        )
    return facts


def _funding(folder: Path, area_ids: dict[str, str]) -> list[Fact]:
    """Return money from outside, by what it is; where a project only followed, the fact is Big Local's own spending."""
    columns = ["area_name", "project", "funder", "amount_gbp", "kind", "date", "big_local_contribution_gbp", "detail"]
    facts = []
    for row in _rows(folder, "funding_wins.csv", columns):
        kind, caution, qualifier = _wording(row, "kind", FUNDING_KINDS)
        own, amount = _cell_number(row, "big_local_contribution_gbp"), _cell_number(row, "amount_gbp")
        what, who = _ours(row["project"]), _ours(row["funder"])
        if kind == "spend":
            caution = (
                f"a project of {_pounds(amount)} is said to have been inspired by it; that is not a grant to the area"
            )
            who = "Big Local"
        elif own is not None:
            caution = _joined(caution, f"Big Local's own part: {_pounds(own)}")
        date_from, date_to, remark = _period(row["date"])
        facts.append(
            _fact(
                row,
                area_ids,
                row["area_name"],
                kind,
                what,
                value_number=own if kind == "spend" else amount,
                value_unit="£",
                value_words=f"{qualifier}{_pounds(amount)}" if qualifier else "",
                date_from=date_from,
                date_to=date_to,
                who=who,
                base=row["area_name"].removeprefix("ALL ") if row["area_name"].startswith("ALL ") else "",
                detail=_joined(caution, _ours(row["detail"]), remark),
            )
        )
    return facts


def _survey_results(folder: Path, area_ids: dict[str, str]) -> list[Fact]:
    """Return the survey percentages; ``what`` ends the sentence that begins "81% of council members"."""
    facts = []
    for row in _rows(
        folder, "survey_results.csv", ["survey", "year", "statement_as_reported", "group", "percent", "base"]
    ):
        year, _, remark = _period(row["year"])
        qualified = row["base"].strip("'").startswith("over ")
        facts.append(
            _fact(
                row,
                area_ids,
                SURVEY_AREAS.get(row["survey"], "ALL"),
                "survey percentage",
                _wording(row, "statement_as_reported", STATEMENT_WORDINGS),
                value_number=_cell_number(row, "percent"),
                value_unit="%",
                value_words=row["base"].strip("'") if qualified else "",
                date_from=_date(row["survey"]) or year,
                who=_ours(row["group"]),
                base=NOT_STATED if qualified or not row["base"] else row["base"],
                detail=_joined(row["survey"], SURVEY_CAUTIONS.get(row["survey"], ""), remark),
            )
        )
    return facts


def _programme_figures(folder: Path, area_ids: dict[str, str]) -> list[Fact]:
    """Return programme figures and outcome findings, one fact for each figure that a value holds."""
    facts = []
    for row in _rows(folder, "programme_stats.csv", ["measure", "value", "year"]):
        wordings = _wording(row, "measure", PROGRAMME_WORDINGS)
        figures = re.split(r" / |; | -> |, (?=\d+ )|, (?=range )", row["value"])
        remarks = [_ours(figure) for figure in figures[len(wordings) :]]
        years = row["year"].split(" -> ")
        if len(figures) < len(wordings):
            raise DataError(f"{row['place']}, column value: {row['value']!r} holds fewer than {len(wordings)} figures.")
        for position, (wording, figure) in enumerate(zip(wordings, figures, strict=False)):
            period = _period(years[min(position, len(years) - 1)])
            facts.append(_programme_figure(row, area_ids, wording, figure, period, remarks))
    return facts


def _programme_figure(
    row: Row, area_ids: dict[str, str], wording: Wording, figure: str, period: tuple[str, str, str], remarks: list[str]
) -> Fact:
    """Return one figure: a bare number as a number, a qualified one with its words, a range as words only."""
    is_bare = re.fullmatch(r"-?£?[\d,.]+(m|%)?( [a-z]+)?", figure)
    is_range = re.search(r"\d to \d", figure.split(" (")[0])
    return _fact(
        row,
        area_ids,
        wording.area,
        wording.kind,
        wording.what,
        value_number=None if is_range else _number(figure),
        value_unit=wording.unit,
        value_words="" if is_bare else figure,
        date_from=period[0],
        date_to=period[1],
        base=wording.base,
        detail=_joined(wording.detail, *remarks, period[2]),
    )
