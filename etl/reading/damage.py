"""Texts that a program has damaged: errors of formulas, columns too narrow, shortened numbers, garbled letters."""

import re

_DAMAGES = [
    (
        re.compile(r"#(REF|VALUE|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|CONNECT|BUSY|UNKNOWN)!|#NAME\?|#DIV/0!|#GETTING_DATA|Err:[0-9]{3}"),
        "The spreadsheet shows an error here; mend its formula and save the file again.",
    ),
    (re.compile("#{2,}"), "The column was too narrow to show the value; make it wider and save the file again."),
    (
        re.compile(r"-?[0-9]([.,][0-9]+)?E\+[0-9]{2,}", re.IGNORECASE),
        "The spreadsheet shortened the number, so figures are lost; make its column wider, or text, and save the file again.",
    ),
    (
        re.compile(r".*(â€|Ã[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[£©®°\xa0]|\ufffd).*", re.DOTALL),
        "Letters were garbled when the file was saved; open the original and save it as “CSV UTF-8”.",
    ),
    (re.compile('"[^"]*'), "A quotation mark is left over; take it out, or close it."),
]  # fmt: skip
_SUSPECT = re.compile(r'[#"Ãâ\ufffdÂ]|E\+|Err:', re.IGNORECASE)
"""Part of every damaged text, so that the others need one look."""
_GUARDED = re.compile(r'="((?:[^"]|"")*)"')
_QUOTED = re.compile(r'"([^"]+)"|“([^“”]+)”')


def damage_advice(text: str) -> str:
    """Return how to mend a text that a program has damaged, or "" if it is none."""
    if not _SUSPECT.search(text):
        return ""
    return next((mend for form, mend in _DAMAGES if form.fullmatch(text)), "")


def unguarded(text: str) -> str:
    """Return a text without what is put round it so that no spreadsheet changes it: ="00123" and left-over quotation marks."""
    guarded = _GUARDED.fullmatch(text) if text.startswith('="') else None
    if guarded:
        return guarded[1].replace('""', '"').strip()
    quoted = _QUOTED.fullmatch(text) if text[:1] in ('"', "“") else None
    return (quoted[1] or quoted[2]).strip() if quoted else text
