"""Survey answers as survey tools export them, with a row per respondent and a column per question, as a row per answer.

Oddities of the source. Headings are codes of questions, or their whole wording, with or without a number before it.
Answers may be numbers that a codebook, in a sheet of its own, explains ("1 = strongly agree; 2 = agree"): they become
words in the spelling of the scale. Some tools put a second and a third row of headings under the first. The survey and
its year are often only in the name of the sheet or of the file. Columns that are not a question of a codebook (several
ticks, free text) may name people, so they are left out and their headings listed.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from etl.reading.forms.headings import column_places, contract_of, plain
from etl.reading.forms.question import (
    Question,
    code_and_word,
    codebook,
    constant_column,
    loaded_questions,
    mapped_texts,
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
"""A wording of at least this many letters is also recognised at the end of a longer heading."""
RESPONDENT_HEADINGS = ("respondent", "respondentid", "respondentkey", "responseid")
MOST_HEADINGS_NAMED = 20
LONGEST_HEADING_NAMED = 80


@dataclass(frozen=True)
class Wide:
    """A sheet with a row per respondent: the row of its headings, and the columns that were recognised."""

    sheet: Sheet
    header: int
    places: dict[str, int]
    question_ids: dict[int, str]
    left_out: list[str]


def from_sheets(sheets: list[Sheet], earlier_questions: pd.DataFrame | None) -> tuple[list[Part], set[str]]:
    """Return wide answers as parts of ``survey_answer``, their codebook as part of ``question``, and the sheets taken.

    ``earlier_questions`` has the questions loaded before, in the contract's columns. The index of the answers is the row
    of the respondent, so it repeats. A codebook is taken when there are wide answers beside it or when it has coded
    answers; any other is a plain table of questions.
    """
    sheets = [sheet for sheet in sheets if sheet.name not in EXPLAINING_SHEETS]
    books = [book for sheet in sheets if (book := codebook(sheet))]
    own_questions = [question for book in books for question in book.questions]
    # the codebook in the file has the codes, which were dropped from the questions loaded earlier
    own_ids = {question.question_id for question in own_questions}
    questions = own_questions + [
        question for question in loaded_questions(earlier_questions) if question.question_id not in own_ids
    ]
    book_names = {book.sheet.name for book in books}
    wides = [wide for sheet in sheets if sheet.name not in book_names and (wide := _wide(sheet, questions))]
    if not wides:
        books = [book for book in books if any(question.labels for question in book.questions)]
    beside = [wide.sheet for wide in wides]
    parts = [_answers(wide, questions) for wide in wides] + [question_part(book, beside) for book in books]
    return parts, {part.sheet for part in parts}


def _wide(sheet: Sheet, questions: list[Question]) -> Wide | None:
    """Return a sheet as wide answers, or None when it does not have a row per respondent."""
    for header in range(min(HEADER_WITHIN, len(sheet.grid))):
        headings = [str(text) for text in sheet.grid.iloc[header]]
        places = column_places("survey_answer", headings)
        if {"question_id", "answer"} <= places.keys():
            return None
        if {"respondent_key", "area_id"} & places.keys():
            places = {name: place for name, place in places.items() if name not in ("question_id", "answer")}
            wide = _wide_headings(sheet, header, headings, places, questions)
            if wide:
                return wide
    return None


def _wide_headings(
    sheet: Sheet, header: int, headings: list[str], places: dict[str, int], questions: list[Question]
) -> Wide | None:
    survey_questions = [
        question for question in questions if question.survey in ("", _survey(sheet, header, places) or question.survey)
    ]
    matches = {
        place: _matching_question_id(heading, survey_questions)
        for place, heading in enumerate(headings)
        if place not in places.values()
    }
    question_ids: dict[int, str] = {}
    for place, question_id in matches.items():
        if question_id and question_id not in question_ids.values():
            question_ids[place] = question_id
    is_wide = ("respondent_key" in places and question_ids) or ("area_id" in places and len(question_ids) > 1)
    if not is_wide and not ({"respondent_key", "area_id"} <= places.keys() and _headings_are_wide(headings)):
        return None
    left_out = [headings[place] for place in matches if place not in question_ids and headings[place].strip()]
    return Wide(sheet, header, places, question_ids, left_out)


def _headings_are_wide(headings: list[str]) -> bool:
    """Whether headings are of respondents and their answers, although the questions are not in any codebook."""
    bare = [plain(heading) for heading in headings]
    others = [text for text in bare if text and text not in RESPONDENT_HEADINGS]
    is_long = any(text.startswith("question") for text in others) and any(
        text.startswith(("answer", "response", "reply")) for text in others
    )
    return not is_long and len(others) < len(bare) - bare.count("") and len(others) > 1


def _matching_question_id(heading: str, questions: list[Question]) -> str:
    """Return the id of the question that a heading stands for, or "" when it is none or may be several."""
    bare = plain(heading)
    questions = [question for question in questions if question.question_id and plain(question.wording)]
    if not bare:
        return ""
    unnumbered = plain(re.sub(r"^\s*\(?[Qq]?\d+[a-z]?[).:\s]+", "", heading))
    prefix = plain(re.split(r"[:|]|\s[-–]\s", heading, maxsplit=1)[0])
    ways: list[Callable[[Question], bool]] = [
        lambda question: bare == plain(question.question_id),
        lambda question: plain(question.wording) in (bare, unnumbered),
        lambda question: prefix == plain(question.question_id),
        lambda question: len(plain(question.wording)) >= LONG_ENOUGH and bare.endswith(plain(question.wording)),
    ]
    for way in ways:
        ids = {question.question_id for question in questions if way(question)}
        if ids:
            return next(iter(ids)) if len(ids) == 1 else ""
    return ""


def _column(sheet: Sheet, header: int, place: int | None) -> pd.Series | None:
    """Return a column below the headings, or None when it is missing or empty."""
    if place is None:
        return None
    texts = sheet.grid.iloc[header + 1 :, place]
    return texts if (texts.str.strip() != "").any() else None


def _survey(sheet: Sheet, header: int, places: dict[str, int]) -> str:
    """Return the survey of a sheet, or "" when its rows are of several or neither column nor name has it."""
    texts = _column(sheet, header, places.get("survey"))
    if texts is None:
        return read_from_name(sheet, survey_in)[0]
    surveys = {text.strip().casefold() for text in texts.unique()} - {""}
    return surveys.pop() if len(surveys) == 1 else ""


def _answers(wide: Wide, questions: list[Question]) -> Part:
    """Return a wide sheet as one row for each respondent and question."""
    sheet = wide.sheet
    body = sheet.grid.iloc[wide.header + 1 :]
    more_headings = _more_headings(wide, body, questions)
    body = body.iloc[more_headings:]
    respondents, headings, notes = _respondents(wide, body)
    answered = {
        place: question_id
        for place, question_id in wide.question_ids.items()
        if (body.iloc[:, place].str.strip() != "").any()
    }
    unanswered = [str(sheet.grid.iloc[wide.header, place]) for place in wide.question_ids if place not in answered]
    survey, year = (
        str(respondents[name].iloc[0]) if _is_single(respondents, name) else "" for name in ("survey", "round")
    )
    words = {
        question_id: _reader(question_id, questions, survey.strip().casefold(), year.strip())
        for question_id in answered.values()
    }
    cells = [mapped_texts(body.iloc[:, place], words[question_id]) for place, question_id in answered.items()]
    rows = _long(respondents, list(answered.values()), cells)
    headings |= {"question_id": "headings of the questions", "answer": "columns of the questions"}
    notes = [*sheet.notes, *notes, *_heading_note("nobody answered", unanswered)]
    notes += _heading_note("left out, since they are no question of a codebook", wide.left_out)
    left_out = {"further rows of headings": more_headings} if more_headings else {}
    if not wide.question_ids:
        left_out["respondents none of whose questions is in a codebook; load the codebook first"] = len(body)
    extras = pd.DataFrame(index=rows.index)
    return Part(contract_of("survey_answer"), sheet.file, sheet.name, rows, headings, extras, tuple(notes), left_out)


def _more_headings(wide: Wide, body: pd.DataFrame, questions: list[Question]) -> int:
    """Return the number of further rows of headings under the first."""
    wordings = {plain(question.wording) for question in questions}
    answers = {text for question in questions for text in (*map(plain, question.words), *question.labels)}
    who = [wide.places[name] for name in ("respondent_key", "area_id") if name in wide.places]
    for count in range(min(MOST_HEADING_ROWS, len(body))):
        texts = [str(text).strip() for text in body.iloc[count]]
        under = {plain(texts[place]) for place in wide.question_ids} - {""}
        is_nobody = bool(who) and not any(texts[place] for place in who) and under and not under & answers
        if not (is_nobody or under & wordings or any("ImportId" in text for text in texts)):
            return count
    return min(MOST_HEADING_ROWS, len(body))


def _respondents(wide: Wide, body: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str], list[str]]:
    """Return respondent, area, survey and round of each row, the headings of these columns, and notes."""
    columns, headings, notes = {}, {}, []
    for name, place in wide.places.items():
        if name not in ("survey", "round") or _column(wide.sheet, wide.header, place) is not None:
            columns[name] = body.iloc[:, place]
            headings[name] = str(wide.sheet.grid.iloc[wide.header, place])
    for name, read in (("survey", survey_in), ("round", year_in)):
        text, what = read_from_name(wide.sheet, read)
        if name not in columns and text:
            columns[name] = constant_column(text, body.index)
            headings[name] = f"name of the {what}"
            notes.append(
                f"{contract_of('survey_answer').column(name).heading} was taken from the name of the {what}: {text}"
            )
    return pd.DataFrame(columns, index=body.index), headings, notes


def _is_single(respondents: pd.DataFrame, name: str) -> bool:
    return name in respondents.columns and respondents[name].nunique() == 1


def _reader(question_id: str, questions: list[Question], survey: str, year: str) -> Callable[[str], str]:
    """Return a function that turns an answer to a question, a code or a word however spelt, into the word of its scale."""
    entries = [
        entry
        for entry in questions
        if entry.question_id == question_id and entry.survey in ("", survey or entry.survey)
    ]
    entries.sort(key=lambda entry: entry.from_round)
    in_force = [entry for entry in entries if year and entry.from_round <= year]
    entries = [entry for entry in in_force if entry.from_round == in_force[-1].from_round] or entries
    words_by_code: dict[str, set[str]] = {}
    for entry in entries:
        for code, word in [*entry.labels.items(), *((plain(word), word) for word in entry.words)]:
            words_by_code.setdefault(code, set()).add(word)
    unambiguous = {code: next(iter(words)) for code, words in words_by_code.items() if len(words) == 1}

    def word_of(text: str) -> str:
        bare = re.sub(r"^(-?\d+)\.0+$", r"\1", text.strip())
        pair = code_and_word(bare)
        return (
            unambiguous.get(bare)
            or unambiguous.get(plain(bare))
            or unambiguous.get(plain(pair[1]) if pair else "")
            or bare
        )

    return word_of


def _long(respondents: pd.DataFrame, questions: list[str], cells: Sequence[pd.Series]) -> pd.DataFrame:
    """Return one row for each respondent and question, respondent by respondent; whole columns move at once, for speed."""
    respondent_count, question_count = len(respondents), len(questions)
    positions = np.repeat(np.arange(respondent_count), question_count)
    columns = {name: respondents[name].array.take(positions) for name in respondents.columns}
    columns["question_id"] = pd.array(questions, dtype="str").take(np.tile(np.arange(question_count), respondent_count))
    by_question = pd.concat(cells) if cells else pd.Series([], dtype="str")
    columns["answer"] = by_question.array.take(
        np.arange(respondent_count * question_count).reshape(question_count, respondent_count).T.ravel()
    )
    return pd.DataFrame(columns, index=respondents.index.take(positions))


def _heading_note(what: str, headings: list[str]) -> list[str]:
    """Return a note that lists the headings, long ones cut short, or [] when there are none."""
    if not headings:
        return []
    short = [text if len(text) <= LONGEST_HEADING_NAMED else f"{text[:LONGEST_HEADING_NAMED]}…" for text in headings]
    more = len(short) - MOST_HEADINGS_NAMED
    return [f"{what}: {', '.join(short[:MOST_HEADINGS_NAMED])}{f' and {more} more' if more > 0 else ''}"]
