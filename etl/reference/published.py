"""Published figures about Big Local that were listed by hand: quoted with their address, in words of our own.

Six small files of the folder of public files become facts of one form. A figure is quoted; a page's sentence never is.
Money that is only expected or applied for, loans and investments keep a kind of their own and are never "grant won".
"""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple, TypeVar

from etl.contract import DICTIONARY, read_contract, yaml_mapping
from etl.errors import DataError
from etl.reference.public_files import public_table

CONTRACT = read_contract(DICTIONARY / "fact.yml")
COLUMNS = [column.name for column in CONTRACT.columns]
THEMES = {kind: theme for theme, kinds in reversed(CONTRACT.column("kind").groups) for kind in kinds}
"""The theme of each kind; that of a kind in two themes is the first."""

Row = dict[str, str]
Fact = dict[str, str | float | None]
Worded = TypeVar("Worded")


class Wording(NamedTuple):
    """The wording of one figure of ``programme_stats.csv``."""

    what: str
    kind: str
    unit: str = ""
    base: str = ""
    detail: str = ""
    area: str = "ALL"


WORDED = yaml_mapping(Path(__file__).with_suffix(".yml"))
PROGRAMME_WORDINGS = {
    name: [Wording(**fields) for fields in rows] for name, rows in WORDED["programme_figures"].items()
}
STATEMENT_WORDINGS: dict[str, str] = WORDED["survey_statements"]
SURVEY_AREAS: dict[str, str] = WORDED["survey_areas"]
SURVEY_THEMES: dict[str, str] = WORDED["survey_themes"]
SURVEY_CAUTIONS: dict[str, str] = WORDED["survey_cautions"]
FUNDING_KINDS = {
    listed: (wording["kind"], wording["caution"], wording["before_the_amount"])
    for listed, wording in WORDED["funding_kinds"].items()
}
PLAN_KINDS: dict[str, str] = WORDED["plan_kinds"]
OUR_WORDS: dict[str, str] = WORDED["our_words"]
NOT_STATED = "not stated"

MONTHS = {name: f"{number:02}" for number, name in enumerate(
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], start=1
)}  # fmt: skip


def listed_facts(folder: Path, area_ids: dict[str, str]) -> list[Fact]:
    """Return the facts of the six lists of published figures, each with the columns of ``COLUMNS``.

    ``area_ids`` has the id of each area by its name in the lists. ``value_number`` is the numeral published; where the page
    qualifies it ("almost 2,000") or gives a range, ``value_words`` holds the figure as published and must be shown instead.
    Raise DataError naming file, row and value for an area that is not one of these, a figure with no wording yet, or a row
    without an address.
    """
    return _numbered(
        [
            *_meetings(folder, area_ids),
            *_meeting_rules(folder, area_ids),
            *_plans_and_grants(folder, area_ids),
            *_funding(folder, area_ids),
            *_survey_results(folder, area_ids),
            *_programme_figures(folder, area_ids),
        ]
    )


def _numbered(facts: list[Fact]) -> list[Fact]:
    """Return the facts with an id: area or "programme", kind, and a running number in the order of the files."""
    numbers: Counter[str] = Counter()
    for row in facts:
        stem = f"{row['area_id'] or 'programme'}-{row['kind']}".replace(" ", "-")
        numbers[stem] += 1
        row["fact_id"] = f"{stem}-{numbers[stem]}"
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
        "theme": THEMES[kind],
        "kind": kind,
        "what": what[:1].upper() + what[1:],
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
    """Return the wording of a value, or raise DataError: nothing is passed on in a page's own words."""
    value = row[column]
    if value not in wordings:
        raise DataError(
            f"{row['place']}, column {column}: {value!r} has no wording yet. Add one to etl/reference/published.yml."
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
    match = re.search(r"-?\d[\d,]*(?:\.\d+)?", text)
    if not match:
        return None
    millions = 1_000_000 if re.match(r"m\b", text[match.end() :]) else 1
    return float(match.group().replace(",", "")) * millions


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
        return "", _date(bare[3:]), _joined(f"{_ours(bare)}, exact date not published", remark)
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
                value_words="" if plain else _ours(row["value"]),
                date_from=when,
                base="partnership members" if plain and plain[1] == "%" else "",
                detail=_ours(bracket.removesuffix(")")) if bracket and not re.fullmatch(r"\d{4}\)", bracket) else "",
            )
        )
    return facts


def _plans_and_grants(folder: Path, area_ids: dict[str, str]) -> list[Fact]:
    """Return plans, awards, spending and what was left; an amount of a plan is what was planned, not what was spent."""
    facts = []
    for row in _rows(folder, "plans_and_grants.csv", ["area_name", "what", "amount_gbp", "start", "end", "detail"]):
        text = f"{row['what']} {row['detail']}"
        kind = next((kind for words, kind in PLAN_KINDS.items() if words in text), "spend")
        amount = _cell_number(row, "amount_gbp")
        qualifier = re.search(r"more than|at least", text)
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
    """Return the survey percentages; ``what`` goes on from "81% of council members"."""
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
                "survey result",
                _wording(row, "statement_as_reported", STATEMENT_WORDINGS),
                theme=SURVEY_THEMES.get(row["survey"], "participation"),
                value_number=_cell_number(row, "percent"),
                value_unit="%",
                value_words=row["base"].strip("'") if qualified else "",
                date_from=_date(row["survey"]) or year,
                who=_ours(row["group"]),
                base=NOT_STATED if qualified or not row["base"] else _ours(row["base"]),
                detail=_joined(_ours(row["survey"]), SURVEY_CAUTIONS.get(row["survey"], ""), remark),
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
