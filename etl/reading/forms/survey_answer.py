"""Survey answers as survey tools export them: one row a respondent, one column a question, turned into one row an answer.

Oddities of the source. Headings are codes of questions, or their whole wording, with or without a number before it.
Answers may be numbers that a codebook, in a sheet of its own, explains ("1 = strongly agree; 2 = agree"): they become
words, as the scale spells them. Some tools put a second and a third row of headings under the first. Which survey it was
and in which year often stands only in the name of the sheet or of the file. Columns that are no question of a codebook
(several ticks, free text) may name people, so that they are left out and their headings said.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from etl.reading.forms.headings import column_places, contract_of, plain
from etl.reading.forms.question import (
    Question,
    codebook,
    coded,
    constant,
    loaded_questions,
    mapped,
    question_part,
    read_from_name,
    survey_in,
    year_in,
)
from etl.reading.own_sheets import EXPLAINING_SHEETS
from etl.reading.part import Part
from etl.reading.sheets import Sheet

HEADER_WITHIN = 30
MOST_HEADING_ROWS = 3
LONG_ENOUGH = 20
"""A wording of so many letters is also known at the end of a longer heading."""
RESPONDENT_HEADINGS = ("respondent", "respondentid", "respondentkey", "responseid")
MOST_HEADINGS_SAID = 20
LONGEST_HEADING_SAID = 80


@dataclass(frozen=True)
class Wide:
    """A sheet with one row a respondent: where its headings stand and which column is what."""

    sheet: Sheet
    header: int
    places: dict[str, int]
    questions: dict[int, str]
    left_out: list[str]


def from_sheets(sheets: list[Sheet], known_questions: pd.DataFrame | None) -> tuple[list[Part], set[str]]:
    """Return wide answers as parts of ``survey_answer``, their codebook as part of ``question``, and the sheets taken.

    ``known_questions`` has the questions loaded before, by the contract's columns. The index of the answers is that of
    the respondent's row, so that it repeats. A codebook is taken where answers stand beside it or where it has coded
    answers; any other is a plain table of questions.
    """
    sheets = [sheet for sheet in sheets if sheet.name not in EXPLAINING_SHEETS]
    books = [book for sheet in sheets if (book := codebook(sheet))]
    told_here = [question for book in books for question in book.questions]
    # the codebook in the file has the codes, which the questions loaded before no longer have
    here = {question.question_id for question in told_here}
    known = told_here + [question for question in loaded_questions(known_questions) if question.question_id not in here]
    book_names = {book.sheet.name for book in books}
    wides = [wide for sheet in sheets if sheet.name not in book_names and (wide := _wide(sheet, known))]
    if not wides:
        books = [book for book in books if any(question.labels for question in book.questions)]
    beside = [wide.sheet for wide in wides]
    found = [_answers(wide, known) for wide in wides] + [question_part(book, beside) for book in books]
    return found, {part.sheet for part in found}


def _wide(sheet: Sheet, known: list[Question]) -> Wide | None:
    """Return which column of a sheet is what, or None when it has not one row a respondent."""
    for position in range(min(HEADER_WITHIN, len(sheet.grid))):
        headings = [str(text) for text in sheet.grid.iloc[position]]
        places = column_places("survey_answer", headings)
        if {"question_id", "answer"} <= places.keys():
            return None
        if {"respondent_key", "area_id"} & places.keys():
            places = {name: place for name, place in places.items() if name not in ("question_id", "answer")}
            wide = _wide_headings(sheet, position, headings, places, known)
            if wide:
                return wide
    return None


def _wide_headings(
    sheet: Sheet, position: int, headings: list[str], places: dict[str, int], known: list[Question]
) -> Wide | None:
    asked = [
        question for question in known if question.survey in ("", _survey(sheet, position, places) or question.survey)
    ]
    matches = {place: _match(heading, asked) for place, heading in enumerate(headings) if place not in places.values()}
    questions: dict[int, str] = {}
    for place, question_id in matches.items():
        if question_id and question_id not in questions.values():
            questions[place] = question_id
    is_wide = ("respondent_key" in places and questions) or ("area_id" in places and len(questions) > 1)
    if not is_wide and not ({"respondent_key", "area_id"} <= places.keys() and _says_it_is_wide(headings)):
        return None
    left_out = [headings[place] for place in matches if place not in questions and headings[place].strip()]
    return Wide(sheet, position, places, questions, left_out)


def _says_it_is_wide(headings: list[str]) -> bool:
    """Whether headings are of respondents and of what each said, though no codebook tells the questions."""
    bare = [plain(heading) for heading in headings]
    others = [text for text in bare if text and text not in RESPONDENT_HEADINGS]
    is_long = any(text.startswith("question") for text in others) and any(
        text.startswith(("answer", "response", "reply")) for text in others
    )
    return not is_long and len(others) < len(bare) - bare.count("") and len(others) > 1


def _match(heading: str, known: list[Question]) -> str:
    """Return the question that a heading asks, or nothing when it is none or may be several."""
    bare = plain(heading)
    known = [one for one in known if one.question_id and plain(one.wording)]
    if not bare:
        return ""
    unnumbered = plain(re.sub(r"^\s*\(?[Qq]?\d+[a-z]?[).:\s]+", "", heading))
    before = plain(re.split(r"[:|]|\s[-–]\s", heading, maxsplit=1)[0])
    ways: list[Callable[[Question], bool]] = [
        lambda one: bare == plain(one.question_id),
        lambda one: plain(one.wording) in (bare, unnumbered),
        lambda one: before == plain(one.question_id),
        lambda one: len(plain(one.wording)) >= LONG_ENOUGH and bare.endswith(plain(one.wording)),
    ]
    for way in ways:
        found = {one.question_id for one in known if way(one)}
        if found:
            return next(iter(found)) if len(found) == 1 else ""
    return ""


def _column(sheet: Sheet, position: int, place: int | None) -> pd.Series | None:
    """Return a column below the headings, or None when it is not there or empty."""
    if place is None:
        return None
    texts = sheet.grid.iloc[position + 1 :, place]
    return texts if (texts.str.strip() != "").any() else None


def _survey(sheet: Sheet, position: int, places: dict[str, int]) -> str:
    """Return the one survey a sheet is of, or nothing when its rows are of several or nobody says."""
    texts = _column(sheet, position, places.get("survey"))
    if texts is None:
        return read_from_name(sheet, survey_in)[0]
    found = {text.strip().casefold() for text in texts.unique()} - {""}
    return found.pop() if len(found) == 1 else ""


def _answers(wide: Wide, known: list[Question]) -> Part:
    """Return a wide sheet as one row a respondent and question."""
    sheet = wide.sheet
    body = sheet.grid.iloc[wide.header + 1 :]
    more_headings = _more_headings(wide, body, known)
    body = body.iloc[more_headings:]
    ids, headings, notes = _who(wide, body)
    asked = {place: one for place, one in wide.questions.items() if (body.iloc[:, place].str.strip() != "").any()}
    unasked = [str(sheet.grid.iloc[wide.header, place]) for place in wide.questions if place not in asked]
    survey, year = (str(ids[name].iloc[0]) if _is_one(ids, name) else "" for name in ("survey", "round"))
    words = {one: _reader(one, known, survey.strip().casefold(), year.strip()) for one in asked.values()}
    cells = [mapped(body.iloc[:, place], words[one]) for place, one in asked.items()]
    rows = _long(ids, list(asked.values()), cells)
    headings |= {"question_id": "headings of the questions", "answer": "columns of the questions"}
    notes = [*sheet.notes, *notes, *_said("nobody answered", unasked)]
    notes += _said("left out, since they are no question of a codebook", wide.left_out)
    left_out = {"further rows of headings": more_headings} if more_headings else {}
    if not wide.questions:
        left_out["respondents none of whose questions is in a codebook; load the codebook first"] = len(body)
    extras = pd.DataFrame(index=rows.index)
    return Part(contract_of("survey_answer"), sheet.file, sheet.name, rows, headings, extras, tuple(notes), left_out)


def _more_headings(wide: Wide, body: pd.DataFrame, known: list[Question]) -> int:
    """Return how many rows under the headings are headings too."""
    wordings = {plain(one.wording) for one in known}
    answers = {text for one in known for text in (*map(plain, one.words), *one.labels)}
    who = [wide.places[name] for name in ("respondent_key", "area_id") if name in wide.places]
    for count in range(min(MOST_HEADING_ROWS, len(body))):
        texts = [str(text).strip() for text in body.iloc[count]]
        under = {plain(texts[place]) for place in wide.questions} - {""}
        is_nobody = bool(who) and not any(texts[place] for place in who) and under and not under & answers
        if not (is_nobody or under & wordings or any("ImportId" in text for text in texts)):
            return count
    return min(MOST_HEADING_ROWS, len(body))


def _who(wide: Wide, body: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str], list[str]]:
    """Return who answered what survey, row by row, the headings of these columns, and what was taken from names."""
    columns, headings, notes = {}, {}, []
    for name, place in wide.places.items():
        if name not in ("survey", "round") or _column(wide.sheet, wide.header, place) is not None:
            columns[name] = body.iloc[:, place]
            headings[name] = str(wide.sheet.grid.iloc[wide.header, place])
    for name, read in (("survey", survey_in), ("round", year_in)):
        text, what = read_from_name(wide.sheet, read)
        if name not in columns and text:
            columns[name] = constant(text, body.index)
            headings[name] = f"name of the {what}"
            notes.append(
                f"{contract_of('survey_answer').column(name).heading} was taken from the name of the {what}: {text}"
            )
    return pd.DataFrame(columns, index=body.index), headings, notes


def _is_one(ids: pd.DataFrame, name: str) -> bool:
    return name in ids.columns and ids[name].nunique() == 1


def _reader(question_id: str, known: list[Question], survey: str, year: str) -> Callable[[str], str]:
    """Return what turns an answer to a question, a code or a word however spelt, into the word of its scale."""
    entries = [one for one in known if one.question_id == question_id and one.survey in ("", survey or one.survey)]
    entries.sort(key=lambda one: one.from_round)
    in_force = [one for one in entries if year and one.from_round <= year]
    entries = [one for one in in_force if one.from_round == in_force[-1].from_round] or entries
    meant: dict[str, set[str]] = {}
    for one in entries:
        for code, word in [*one.labels.items(), *((plain(word), word) for word in one.words)]:
            meant.setdefault(code, set()).add(word)
    sure = {code: next(iter(words)) for code, words in meant.items() if len(words) == 1}

    def word_of(text: str) -> str:
        bare = re.sub(r"^(-?\d+)\.0+$", r"\1", text.strip())
        pair = coded(bare)
        return sure.get(bare) or sure.get(plain(bare)) or sure.get(plain(pair[1]) if pair else "") or bare

    return word_of


def _long(ids: pd.DataFrame, questions: list[str], cells: Sequence[pd.Series]) -> pd.DataFrame:
    """Return one row a respondent and question, respondent by respondent. Whole columns move at once, for speed."""
    many, each = len(ids), len(questions)
    respondent = np.repeat(np.arange(many), each)
    columns = {name: ids[name].array.take(respondent) for name in ids.columns}
    columns["question_id"] = pd.array(questions, dtype="str").take(np.tile(np.arange(each), many))
    by_question = pd.concat(cells) if cells else pd.Series([], dtype="str")
    columns["answer"] = by_question.array.take(np.arange(many * each).reshape(each, many).T.ravel())
    return pd.DataFrame(columns, index=ids.index.take(respondent))


def _said(what: str, headings: list[str]) -> list[str]:
    """Return one note that names the headings, long ones cut short."""
    if not headings:
        return []
    short = [text if len(text) <= LONGEST_HEADING_SAID else f"{text[:LONGEST_HEADING_SAID]}…" for text in headings]
    more = len(short) - MOST_HEADINGS_SAID
    return [f"{what}: {', '.join(short[:MOST_HEADINGS_SAID])}{f' and {more} more' if more > 0 else ''}"]
