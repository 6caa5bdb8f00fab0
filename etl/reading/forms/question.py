"""The codebook of a survey: a sheet with the questions that were asked, their wording and their answers.

Oddities of the source. Answers have numbers before them ("1 = strongly agree; 2 = agree"), which become words; codes of
questions are written Q5.a, which becomes q5_a; "Question" heads the codes in one file and the wordings in another. The
survey and its year are often only in the name of the sheet or of the file.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from etl.reading.forms.headings import column_places, contract_of, distinct_headings, plain
from etl.reading.part import Part
from etl.reading.sheets import Sheet

HEADER_WITHIN = 30
CODE_HEADINGS = ("code", "variable", "variablename", "questionid", "questioncode")


@dataclass(frozen=True)
class Question:
    """One wording of a question, the words of its answers, and the codes that stand for them."""

    survey: str
    question_id: str
    from_round: str
    wording: str
    words: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Codebook:
    """A sheet of questions: the questions, the rows to load, and their headings."""

    sheet: Sheet
    rows: pd.DataFrame
    headings: dict[str, str]
    extras: pd.DataFrame
    questions: list[Question]


def loaded_questions(rows: pd.DataFrame | None) -> list[Question]:
    """Return the questions in rows with the contract's columns; a missing value becomes empty text."""
    if rows is None or rows.empty or not {"question_id", "wording"} <= set(rows.columns):
        return []
    texts = rows.astype(object).where(rows.notna(), "").astype(str)
    return [_question(dict(zip(texts.columns, row, strict=True))) for row in texts.to_numpy().tolist()]


def _question(row: dict[str, str]) -> Question:
    labels = _labels(row.get("scale", "")) | _labels(row.get("not_valid", ""))
    words = [*_words(row.get("scale", "")), *_words(row.get("not_valid", ""))]
    return Question(
        survey=row.get("survey", "").strip().casefold(),
        question_id=row["question_id"],
        from_round=row.get("from_round", "").strip(),
        wording=row["wording"],
        words=tuple(labels.get(word, word) for word in words),
        labels=labels,
    )


def _items(text: str) -> list[str]:
    """Return the answers in a list separated by semicolons, lines or bars, or by commas when each has its code."""
    items = [item.strip() for item in re.split(r"[;\n|]", text)]
    if len(items) == 1 and len(re.findall(r"(?:^|,)\s*-?\d+\s*=", text)) > 1:
        items = [item.strip() for item in re.split(r",(?=\s*-?\d+\s*=)", text)]
    return [item for item in items if item]


def code_and_word(item: str) -> tuple[str, str] | None:
    """Return code and word of "1 = strongly agree", or None. A range such as "1 - 5" has no word."""
    match = re.fullmatch(r"(-?\d+)\s*(?:=|:|\.|\)|\s[-–]\s)\s*(.*[^\W\d].*)", item, re.DOTALL)
    return (match[1], match[2].strip()) if match else None


def _labels(text: str) -> dict[str, str]:
    return dict(pair for item in _items(text) if (pair := code_and_word(item)))


def _words(text: str) -> list[str]:
    return [pair[1] if (pair := code_and_word(item)) else item for item in _items(text)]


def codebook(sheet: Sheet) -> Codebook | None:
    """Return a sheet as a codebook, or None when it lacks a column of codes or one of wordings."""
    for header in range(min(HEADER_WITHIN, len(sheet.grid))):
        headings = [str(text) for text in sheet.grid.iloc[header]]
        places = _codebook_places(headings)
        if places:
            return _codebook_under_headings(sheet, header, headings, places)
    return None


def _codebook_places(headings: list[str]) -> dict[str, int]:
    if {"respondent_key", "area_id"} & column_places("survey_answer", headings).keys():
        return {}
    places = column_places("question", headings)
    if "wording" not in places:
        # "Code" beside "Question": the question is the wording then
        bare = [plain(heading) for heading in headings]
        codes = [place for place, text in enumerate(bare) if text in CODE_HEADINGS]
        if codes and "question" in bare:
            places |= {"question_id": codes[0], "wording": bare.index("question")}
    return places if {"question_id", "wording"} <= places.keys() else {}


def _codebook_under_headings(sheet: Sheet, header: int, headings: list[str], places: dict[str, int]) -> Codebook:
    body = sheet.grid.iloc[header + 1 :]
    rows = pd.DataFrame({name: body.iloc[:, place] for name, place in places.items()}, index=body.index)
    rows["question_id"] = mapped_texts(rows["question_id"], _code)
    questions = [_question(dict(zip(rows.columns, row, strict=True))) for row in rows.to_numpy().tolist()]
    for name in {"scale", "positive", "not_valid"} & set(rows.columns):
        pairs = zip(rows[name].tolist(), questions, strict=True)
        worded = ["; ".join(question.labels.get(word, word) for word in _words(text)) for text, question in pairs]
        rows[name] = pd.Series(worded, rows.index, dtype="str")
    others = [number for number in range(body.shape[1]) if number not in places.values()]
    extras = body.iloc[:, others]
    extras.columns = pd.Index([distinct_headings(headings)[number] for number in others], dtype="str")
    extras = extras.loc[:, (extras != "").any(axis="index")]
    return Codebook(sheet, rows, {name: headings[place] for name, place in places.items()}, extras, questions)


def mapped_texts(texts: pd.Series, read: Callable[[str], str]) -> pd.Series:
    """Return the result of ``read`` for each text; each distinct text is read once."""
    codes, distinct_texts = pd.factorize(texts)
    read_texts = pd.array([read(str(text)) for text in distinct_texts], dtype="str")
    return pd.Series(read_texts.take(codes), texts.index) if len(texts) else texts


def _code(text: str) -> str:
    """Return the code of a question in the contract's spelling: Q5.a as q5_a."""
    return re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")


def question_part(book: Codebook, beside: list[Sheet]) -> Part:
    """Return the codebook as rows to load.

    Without a column of their own, survey and first round come from its name or those of the sheets ``beside`` it.
    """
    rows, headings, notes = book.rows, dict(book.headings), [*book.sheet.notes]
    for column, read in (("survey", survey_in), ("from_round", year_in)):
        if column not in rows.columns or not (rows[column].str.strip() != "").any():
            candidates = {text for sheet in (book.sheet, *beside) if (text := read_from_name(sheet, read)[0])}
            if len(candidates) == 1:
                (text,) = candidates
                rows = rows.assign(**{column: constant_column(text, rows.index)})
                headings[column] = "name of the sheet or file"
                notes.append(
                    f"{contract_of('question').column(column).heading} was taken from the {headings[column]}: {text}"
                )
    return Part(contract_of("question"), book.sheet.file, book.sheet.name, rows, headings, book.extras, tuple(notes))


def survey_in(name: str) -> str:
    """Return the kind of survey in a name, or "" when it has none or several."""
    words = set(re.findall(r"[a-z]+", name.casefold()))
    kinds = [kind for kind in contract_of("survey_answer").column("survey").values if {kind, f"{kind}s"} & words]
    return kinds[0] if len(kinds) == 1 else ""


def year_in(name: str) -> str:
    """Return the year of this century in a name, or "" when it has none or several."""
    years = set(re.findall(r"(?<![0-9])20[0-9]{2}(?![0-9])", name))
    return years.pop() if len(years) == 1 else ""


def read_from_name(sheet: Sheet, read: Callable[[str], str]) -> tuple[str, str]:
    """Return what ``read`` gives for the name of the sheet, or else of the file, and which of the two it was."""
    for name, what in ((sheet.name, "sheet"), (sheet.file, "file")):
        if read(name):
            return read(name), what
    return "", ""


def constant_column(text: str, index: pd.Index) -> pd.Series:
    """Return a column with the same text in every row."""
    return pd.Series(pd.array([text], dtype="str").take(np.zeros(len(index), dtype=np.int64)), index)
