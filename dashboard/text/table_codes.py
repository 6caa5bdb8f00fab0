"""The codes beside the cells of tables, and the line that explains them."""

from collections.abc import Sequence

from dashboard.text import words

STAFF_ONLY = "staff only"
"""The reliability of a figure based on so few people that only staff may see it."""

CODES = {
    "[c]": "suppressed (small numbers)",
    "[u]": "low reliability (small sample)",
    "[x]": "no data reported",
    "[z]": "not applicable (for example, the area had closed)",
    "[p]": "provisional: may still change",
    "[r]": "revised since it was first given",
    "[e]": "estimated",
    "[b]": "break in the series: not comparable with earlier figures",
}
"""The meaning of each code, in the order in which they are explained."""

RELIABILITY_CODES = {
    "low": "[u]",
    STAFF_ONLY: "[u]",
    "provisional": "[p]",
    "revised": "[r]",
    "estimated": "[e]",
    "break": "[b]",
}


def cell_code(state: str, reliability: str | None) -> str:
    """Return the code beside a cell, "[c]" or another of ``CODES``; an empty text for a figure without a caution.

    ``reliability`` is one of ``RELIABILITY_CODES`` or empty; where there is no figure, the code gives only the reason.
    """
    if state != "value":
        return words.STATES[state][1]
    return RELIABILITY_CODES[reliability] if reliability else ""


def codes_explained(shown: Sequence[str]) -> str:
    """Return the line under a table that explains the codes in it, each once: "[c] suppressed (small numbers)."."""
    explanations = "; ".join(f"{code} {meaning}" for code, meaning in CODES.items() if code in shown)
    return f"{explanations}." if explanations else ""
