"""Which columns of a wide survey hold what: respondent, area, time and questions, under one or several rows of headings.

Oddities of the source. SurveyMonkey has the rows of a grid, or the choices of a question with a column for each, in a second
row under a first that is empty but for its first column. Qualtrics has the code, the wording and a mark of its own in three
rows, and its codes need not be those of the codebook. The same wording may end several headings: "Why do you say that?
(wording)" is free text. A wording counts only where a mark parts it from what is before it: "Non-members ..." is not
"Members ...".
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from etl.reading.forms.headings import column_places, plain
from etl.reading.forms.question import Question, read_from_name, survey_in
from etl.reading.sheets import Sheet

HEADER_WITHIN = 30
MOST_HEADING_ROWS = 3
LONG_ENOUGH = 20
"""A wording of at least this many letters is also recognised at the end of a longer heading."""
NEAR_ENOUGH = 92
"""A heading this similar to a wording (out of 100) is named as one that may be meant; it is never taken for it."""
RESPONDENT_HEADINGS = ("respondent", "respondentid", "respondentkey", "responseid")
TIME_HEADINGS = (
    "timestamp", "starttime", "completiontime", "startdate", "enddate", "recordeddate", "submittedat", "submitdate",
    "submissiondate", "datesubmitted", "completedat", "completeddate", "datecompleted", "started", "completed",
)  # fmt: skip


@dataclass(frozen=True)
class Wide:
    """A sheet with a row per respondent: the rows of its headings, and the columns that were recognised.

    ``question_ids`` and ``headings`` have an entry for each column of a question; a question may have several columns.
    ``doubts`` has a sentence, without its full stop, for a heading that is left out although it is almost a question.
    """

    sheet: Sheet
    header: int
    more_headings: int
    places: dict[str, int]
    times: list[int]
    question_ids: dict[int, str]
    headings: dict[int, str]
    left_out: list[str]
    doubts: dict[str, str] = field(default_factory=dict)


def wide_survey(sheet: Sheet, questions: list[Question]) -> Wide | None:
    """Return a sheet as wide answers, or None when it does not have a row per respondent."""
    for header in range(min(HEADER_WITHIN, len(sheet.grid))):
        headings = [str(text) for text in sheet.grid.iloc[header]]
        places = column_places("survey_answer", headings)
        if {"question_id", "answer"} <= places.keys():
            return None
        if {"respondent_key", "area_id"} & places.keys():
            places = {name: place for name, place in places.items() if name not in ("question_id", "answer")}
            wide = _under_headings(sheet, header, places, questions)
            if wide:
                return wide
    return None


def _under_headings(sheet: Sheet, header: int, places: dict[str, int], questions: list[Question]) -> Wide | None:
    headings = [str(text) for text in sheet.grid.iloc[header]]
    survey = _survey(sheet, header, places)
    survey_questions = [question for question in questions if question.survey in ("", survey or question.survey)]
    times = [place for place, text in enumerate(headings) if plain(text) in TIME_HEADINGS]
    who = [*(places[name] for name in ("respondent_key", "area_id") if name in places), *times]
    more = _more_headings(sheet, header, who, questions)
    titles = [[str(text).strip() for text in sheet.grid.iloc[header + number]] for number in range(more + 1)]
    others = [place for place in range(len(headings)) if place not in places.values()]
    columns = _Columns(titles, survey_questions, others)
    is_wide = columns.question_ids and (
        "respondent_key" in places or times or len(set(columns.question_ids.values())) > 1
    )
    if not is_wide and not ({"respondent_key", "area_id"} <= places.keys() and _headings_are_wide(headings)):
        return None
    return Wide(
        sheet, header, more, places, times, columns.question_ids, columns.headings, columns.left_out, columns.doubts
    )


def _headings_are_wide(headings: list[str]) -> bool:
    """Whether headings are of respondents and their answers, although the questions are not in any codebook."""
    bare = [plain(heading) for heading in headings]
    others = [text for text in bare if text and text not in RESPONDENT_HEADINGS]
    is_long = any(text.startswith("question") for text in others) and any(
        text.startswith(("answer", "response", "reply")) for text in others
    )
    return not is_long and len(others) < len(bare) - bare.count("") and len(others) > 1


def _more_headings(sheet: Sheet, header: int, who: Sequence[int], questions: list[Question]) -> int:
    """Return the number of further rows of headings under the first."""
    headings = [str(text).strip() for text in sheet.grid.iloc[header]]
    wordings = {plain(question.wording) for question in questions} - {""}
    answers = {text for question in questions for text in (*map(plain, question.words), *question.labels)}
    rows = sheet.grid.iloc[header + 1 : header + 1 + MOST_HEADING_ROWS]
    for count, (_, row) in enumerate(rows.iterrows()):
        texts = [str(text).strip() for text in row]
        others = {place: plain(text) for place, text in enumerate(texts) if plain(text) and place not in who}
        is_nobody = bool(who) and not any(texts[place] for place in who)
        names_columns = any(not headings[place] for place in others) or not set(others.values()) & answers
        is_heading = is_nobody and others and names_columns
        if not (is_heading or set(others.values()) & wordings or any("ImportId" in text for text in texts)):
            return count
    return len(rows)


class _Columns:
    """The columns that are questions, from all rows of headings; of several columns the closest matches are taken."""

    def __init__(self, titles: list[list[str]], questions: list[Question], places: Sequence[int]):
        self.question_ids: dict[int, str] = {}
        self.headings: dict[int, str] = {}
        self.doubts: dict[str, str] = {}
        self.questions = [question for question in questions if question.question_id and plain(question.wording)]
        levels: dict[int, int] = {}
        for place in places:
            match = self._match(titles, place)
            if match:
                levels[place], self.question_ids[place], self.headings[place] = match
        best = {question_id: min(levels[place] for place in levels if self.question_ids[place] == question_id)
                for question_id in set(self.question_ids.values())}  # fmt: skip
        for place, level in levels.items():
            if level > best[self.question_ids[place]]:
                del self.question_ids[place], self.headings[place]
        self.left_out = [
            next(filter(None, texts), "")
            for place in places
            if place not in self.question_ids and any(texts := [row[place] for row in titles])
        ]
        self._name_columns_apart()
        self._doubt_near_headings()

    def _match(self, titles: list[list[str]], place: int) -> tuple[int, str, str] | None:
        """Return how closely a column matches a question (0 is closest), the question's id and the heading that did."""
        texts = [row[place] for row in titles if row[place]]
        matches = [(*match, text) for text in texts if (match := matching_question(text, self.questions))]
        ids = {question_id for _, question_id, _ in matches}
        if len(ids) > 1:
            self.doubts[texts[0]] = f"may be the question {' or '.join(sorted(ids))} by its rows of headings"
            return None
        return min(matches) if matches else self._choice_match(titles, place)

    def _choice_match(self, titles: list[list[str]], place: int) -> tuple[int, str, str] | None:
        """Return the match of a column for one choice of the question that is named at the first of its columns."""
        if len(titles) < 2 or titles[0][place]:
            return None
        first = next((number for number in range(place, -1, -1) if titles[0][number]), None)
        match = None if first is None else matching_question(titles[0][first], self.questions)
        words = {plain(word) for question in self.questions for word in question.words
                 if match and question.question_id == match[1]}  # fmt: skip
        return (*match, titles[1][place]) if match and plain(titles[1][place]) in words else None

    def _name_columns_apart(self) -> None:
        """Add the number of the column to headings that several columns of questions share."""
        texts = list(self.headings.values())
        self.headings = {place: f"{text} (column {place + 1})" if texts.count(text) > 1 else text
                         for place, text in self.headings.items()}  # fmt: skip

    def _doubt_near_headings(self) -> None:
        """Name the headings that are almost the wording of a question that no column has."""
        missing = {plain(question.wording): question.question_id for question in self.questions
                   if question.question_id not in self.question_ids.values()}  # fmt: skip
        for heading in self.left_out:
            near = process.extractOne(plain(heading), list(missing), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
            if near and heading not in self.doubts:
                self.doubts[heading] = f"is almost the wording of the question {missing[near[0]]}"


def matching_question(heading: str, questions: list[Question]) -> tuple[int, str] | None:
    """Return how closely a heading matches a question (0 is closest) and its id; None when it is none or may be several."""
    bare = plain(heading)
    if not bare:
        return None
    unnumbered = plain(re.sub(r"^\s*\(?[Qq]?\d+[a-z]?[).:\s]+", "", heading))
    prefix = plain(re.split(r"[:|]|\s[-–]\s", heading, maxsplit=1)[0])
    ends = {plain(heading[mark.end() :]) for mark in re.finditer(r"[\[(:?.|>\n/]|\s[-–—]+\s", heading)}
    ways: list[Callable[[Question], bool]] = [
        lambda question: bare == plain(question.question_id),
        lambda question: plain(question.wording) in (bare, unnumbered),
        lambda question: prefix == plain(question.question_id),
        lambda question: len(plain(question.wording)) >= LONG_ENOUGH and plain(question.wording) in ends,
    ]
    for level, way in enumerate(ways):
        ids = {question.question_id for question in questions if way(question)}
        if ids:
            return (level, next(iter(ids))) if len(ids) == 1 else None
    return None


def _survey(sheet: Sheet, header: int, places: dict[str, int]) -> str:
    """Return the survey of a sheet, or "" when its rows are of several or neither column nor name has it."""
    if "survey" not in places:
        return read_from_name(sheet, survey_in)[0]
    texts = sheet.grid.iloc[header + 1 :, places["survey"]].str.strip().str.casefold()
    surveys = set(texts.unique()) - {""}
    if not surveys:
        return read_from_name(sheet, survey_in)[0]
    return surveys.pop() if len(surveys) == 1 else ""
