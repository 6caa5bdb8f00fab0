"""Survey answers as survey tools export them, with a row per respondent and a column per question, as a row per answer.

Oddities of the source. Headings are codes of questions, or their whole wording, with or without a number before it.
Answers may be numbers that a codebook, in a sheet of its own, explains ("1 = strongly agree; 2 = agree"): they become
words in the spelling of the scale. The survey and its year are often only in the name of the sheet or of the file. Columns
that are not a question of a codebook (several ticks, free text) may name people, so they are left out and their headings
listed. Google Forms gives respondents no key, so one is made. Qualtrics keeps previews, tests and spam among the responses
and marks them; they are left out and counted.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from etl.reading.forms.headings import contract_of, plain
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
from etl.reading.forms.survey_headings import Wide, wide_survey
from etl.reading.own_sheets import EXPLAINING_SHEETS
from etl.reading.part import Part, Problem
from etl.reading.sheets import Sheet

MOST_HEADINGS_NAMED = 20
LONGEST_HEADING_NAMED = 80
NOT_RESPONDENTS = ("preview", "spam", "test", "deleted")
"""Words in the status of a row that a survey tool does not count as a response."""
STATUS_BITS = 1 | 2 | 8
"""Qualtrics numbers its statuses: 1 is a preview, 2 a test, 8 spam, and sums of these."""


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
    wides = [wide for sheet in sheets if sheet.name not in book_names and (wide := wide_survey(sheet, questions))]
    if not wides:
        books = [book for book in books if any(question.labels for question in book.questions)]
    beside = [wide.sheet for wide in wides]
    parts = [_answers(wide, questions) for wide in wides] + [question_part(book, beside) for book in books]
    return parts, {part.sheet for part in parts}


def _answers(wide: Wide, questions: list[Question]) -> Part:
    """Return a wide sheet as one row for each respondent and column of a question."""
    sheet = wide.sheet
    whole = sheet.grid.iloc[wide.header + 1 + wide.more_headings :]
    body = whole[~_marked_by_the_tool(wide, whole)]
    respondents, headings, notes = _respondents(wide, body)
    answered = {
        place: question_id
        for place, question_id in wide.question_ids.items()
        if (body.iloc[:, place].str.strip() != "").any()
    }
    unanswered = [wide.headings[place] for place in wide.question_ids if place not in answered]
    survey, year = (
        str(respondents[name].iloc[0]) if _is_single(respondents, name) else "" for name in ("survey", "round")
    )
    words = {
        question_id: _reader(question_id, questions, survey.strip().casefold(), year.strip())
        for question_id in set(answered.values())
    }
    cells = [mapped_texts(body.iloc[:, place], words[question_id]) for place, question_id in answered.items()]
    rows = _long(respondents, list(answered.values()), cells)
    row_headings = _repeated([wide.headings[place] for place in answered], rows.index, len(body))
    keep = _filled_or_first(rows, list(answered.values()))
    headings |= {"question_id": "headings of the questions", "answer": "columns of the questions"}
    notes = [*sheet.notes, *notes, *_heading_note("nobody answered", unanswered)]
    notes += _heading_note("left out, since they are no question of a codebook", wide.left_out)
    return Part(
        contract_of("survey_answer"), sheet.file, sheet.name, rows[keep], headings, pd.DataFrame(index=rows.index[keep]),
        tuple(notes), _left_out(wide, len(whole), len(body)), _problems(wide), row_headings=row_headings[keep],
    )  # fmt: skip


def _left_out(wide: Wide, whole: int, kept: int) -> dict[str, int]:
    """Return the number of rows that are no respondent's or have no question, by reason."""
    unknown = "respondents none of whose questions is in a codebook; load the codebook first"
    reasons = {
        "further rows of headings": wide.more_headings,
        "previews, tests and spam, as the survey tool marks them": whole - kept,
        unknown: 0 if wide.question_ids else kept,
    }
    return {reason: number for reason, number in reasons.items() if number}


def _problems(wide: Wide) -> tuple[Problem, ...]:
    """Return an error when no column is a question, and a warning for each heading that is almost one."""
    file, sheet = wide.sheet.file, wide.sheet.name
    mend = "Write the code of the question as the heading, or leave it if it is another question."
    doubts = [
        Problem(file, sheet, 0, heading, "", f"{doubt}, so it was left out", mend, "warning")
        for heading, doubt in wide.doubts.items()
    ]
    if wide.question_ids:
        return tuple(doubts)
    says = "none of its columns is a question of a codebook, so no answer can be read"
    return (Problem(file, sheet, 0, "", "", says, "Load the codebook of the survey first."), *doubts)


def _marked_by_the_tool(wide: Wide, body: pd.DataFrame) -> np.ndarray:
    """Return a mask of the rows that the survey tool marks as previews, tests, spam or deleted."""
    headings = [plain(str(text)) for text in wide.sheet.grid.iloc[wide.header]]
    is_qualtrics = "distributionchannel" in headings or "recordeddate" in headings
    marked = np.zeros(len(body), dtype=bool)
    for place, heading in enumerate(headings):
        if heading in ("status", "responsetype", "distributionchannel"):
            texts = body.iloc[:, place].str.strip().str.casefold()
            marks = {text: _is_mark(str(text), is_qualtrics) for text in texts.unique()}
            marked |= texts.map(marks).to_numpy(dtype=bool)
    return marked


def _is_mark(text: str, is_qualtrics: bool) -> bool:
    number = re.fullmatch(r"(\d{1,2})(?:\.0)?", text)
    if number:
        return is_qualtrics and bool(int(number[1]) & STATUS_BITS)
    return any(re.search(rf"\b{word}\b", text) for word in NOT_RESPONDENTS)


def _respondents(wide: Wide, body: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str], list[str]]:
    """Return respondent, area, survey and round of each row, the headings of these columns, and notes."""
    columns, headings, notes = {}, {}, []
    for name, place in wide.places.items():
        is_empty = not (body.iloc[:, place].str.strip() != "").any()
        if not (is_empty and name in ("survey", "round", "respondent_key")):
            columns[name] = body.iloc[:, place]
            headings[name] = str(wide.sheet.grid.iloc[wide.header, place])
    if "respondent_key" not in columns:
        columns["respondent_key"], headings["respondent_key"], note = _made_keys(wide, body)
        notes.append(note)
    for name, read in (("survey", survey_in), ("round", year_in)):
        text, what = read_from_name(wide.sheet, read)
        if name not in columns and text:
            columns[name] = constant_column(text, body.index)
            headings[name] = f"name of the {what}"
            notes.append(
                f"{contract_of('survey_answer').column(name).heading} was taken from the name of the {what}: {text}"
            )
    return pd.DataFrame(columns, index=body.index), headings, notes


def _made_keys(wide: Wide, body: pd.DataFrame) -> tuple[pd.Series, str, str]:
    """Return keys for respondents without any, the heading that says what they are made from, and a note.

    Where each row has its time, the key is made from the row, so that a later export of the same form gives the same
    keys. Without a time, equal rows may be of different people: the key is then made from the file and the row's number.
    """
    digests = [hashlib.sha256("\x1f".join(row).encode()).hexdigest()[:20] for row in body.to_numpy().tolist()]
    if wide.times and (body.iloc[:, wide.times] != "").any(axis="columns").all():
        repeats: Counter[str] = Counter()
        keys = []
        for digest in digests:
            repeats[digest] += 1
            keys.append(f"r-{digest}" if repeats[digest] == 1 else f"r-{digest}-{repeats[digest]}")
        made_from = "time and cells of the row"
    else:
        file = hashlib.sha256("\n".join(digests).encode()).hexdigest()[:12]
        keys = [f"f-{file}-{int(row) + 1}" for row in body.index]
        made_from = "checksum of the file and the row"
    note = f"Respondent key was made from the {made_from}, since no column has it"
    return pd.Series(pd.array(keys, dtype="str"), body.index), made_from, note


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
    exact = {word.strip().casefold(): word for entry in entries for word in entry.words}
    unambiguous = {code: next(iter(words)) for code, words in words_by_code.items() if len(words) == 1}

    def word_of(text: str) -> str:
        bare = re.sub(r"^(-?\d+)\.0+$", r"\1", text.strip())
        if bare.casefold() in exact:
            return exact[bare.casefold()]
        pair = code_and_word(bare)
        if pair and unambiguous.get(pair[0]) in (None, unambiguous.get(plain(pair[1]))):
            return unambiguous.get(plain(pair[1])) or bare
        is_word = any(letter.isalpha() for letter in bare)
        return unambiguous.get(bare) or (unambiguous.get(plain(bare)) if is_word else None) or bare

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


def _repeated(headings: list[str], index: pd.Index, times: int) -> pd.Series:
    """Return the headings of the questions over again for each respondent."""
    return pd.Series(pd.array(headings, dtype="str").take(np.tile(np.arange(len(headings)), times)), index)


def _filled_or_first(rows: pd.DataFrame, questions: list[str]) -> np.ndarray:
    """Return a mask of the rows without the empty cells of a question that the respondent answered in another column.

    If the question is empty in all its columns, the first is kept.
    """
    several = {question_id for question_id in questions if questions.count(question_id) > 1}
    keep = np.ones(len(rows), dtype=bool)
    is_empty = (rows["answer"].str.strip() == "").to_numpy() if several else keep
    for question_id in several:
        places = [place for place, other in enumerate(questions) if other == question_id]
        empty = is_empty.reshape(-1, len(questions))[:, places]
        wanted = ~empty
        wanted[empty.all(axis=1), 0] = True
        keep.reshape(-1, len(questions))[:, places] = wanted
    return keep


def _heading_note(what: str, headings: list[str]) -> list[str]:
    """Return a note that lists the headings, long ones cut short, or [] when there are none."""
    if not headings:
        return []
    short = [text if len(text) <= LONGEST_HEADING_NAMED else f"{text[:LONGEST_HEADING_NAMED]}…" for text in headings]
    more = len(short) - MOST_HEADINGS_NAMED
    return [f"{what}: {', '.join(short[:MOST_HEADINGS_NAMED])}{f' and {more} more' if more > 0 else ''}"]
