"""Texts that spreadsheets take for formulas: an apostrophe is put before each in our files, and taken away when read.

``safe_cell`` in ``dashboard/text/words.py`` does the same for the dashboard's files; one test holds both together.
"""

import re

BREAK = r"[,;\t\r\n]"
"""Where a spreadsheet may split a text into cells, whatever separates those of the file."""
_UNSEEN = r'(?:[^\S\t\r\n]|["\x00-\x08\x0e-\x1f\u200b-\u200f\u2060\ufeff])*+'
_SIGN = rf"{_UNSEEN}[=+\-@＝＋－＠﹦﹢﹣﹫]"
_HARMLESS = r"[^\S\t\r\n]*+(?:[+-]?+ *+[£$€]?+ *+[0-9][0-9.\s]*+%?+|-++)[^\S\t\r\n]*+"
"""Numbers with a sign, and the dashes people write for an empty value."""
ACTS_AS_FORMULA = re.compile(rf"(?:\A|(?<={BREAK}))(?={_SIGN})(?!{_HARMLESS}(?:{BREAK}|\Z))")
"""Each place of a text at which a formula begins; search for it with ``search``."""
_GUARDED = re.compile(rf"(?:\A|(?<={BREAK}))'++(?={_SIGN})")


def formula_safe(text: str) -> str:
    """Return a text in which no spreadsheet takes a part for a formula: each part that would be gets an apostrophe first."""
    return ACTS_AS_FORMULA.sub("'", text)


def as_written(text: str) -> str:
    """Return a text without the apostrophes of :func:`formula_safe`."""
    return _GUARDED.sub("", text) if "'" in text else text
