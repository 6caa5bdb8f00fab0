"""Codes beside the cells of tables.

The expected texts were written by hand; nothing in them comes from the code under test.
"""

import pytest

from dashboard.text import quotation, table_codes, verdicts, words


@pytest.mark.parametrize(
    ("state", "reliability", "code"),
    [
        ("value", "", ""),
        ("value", None, ""),
        ("value", "low", "[u]"),
        ("value", "staff only", "[u]"),
        ("value", "provisional", "[p]"),
        ("value", "revised", "[r]"),
        ("value", "estimated", "[e]"),
        ("value", "break", "[b]"),
        ("hidden", "", "[c]"),
        ("hidden", "low", "[c]"),
        ("not reported", "", "[x]"),
        ("not reported", "estimated", "[x]"),
        ("not due", None, "[z]"),
    ],
)
def test_each_state_and_caution_has_its_code(state: str, reliability: str | None, code: str):
    assert table_codes.cell_code(state, reliability) == code


def test_a_caution_that_the_build_does_not_give_is_a_fault_and_has_no_code():
    with pytest.raises(KeyError):
        table_codes.cell_code("value", "poor")


def test_every_code_is_explained_in_one_line():
    assert list(table_codes.CODES) == ["[c]", "[u]", "[x]", "[z]", "[p]", "[r]", "[e]", "[b]"]
    assert all(meaning and "\n" not in meaning and len(meaning) < 75 for meaning in table_codes.CODES.values())
    assert set(table_codes.RELIABILITY_CODES) == {*quotation.CAUTIONS, "staff only"}
    state_codes = {code for _, code in words.STATES.values() if code}
    assert state_codes | set(table_codes.RELIABILITY_CODES.values()) == set(table_codes.CODES)


def test_every_state_without_a_figure_has_a_code_of_its_own_that_is_explained():
    codes = [code for state, (_, code) in words.STATES.items() if state != "value"]
    assert sorted(codes) == ["[c]", "[x]", "[z]"]
    assert words.STATES["value"][1] == ""
    meanings = {"[c]": "suppressed (small numbers)", "[x]": "no data reported", "[z]": "not applicable"}
    for code, meaning in meanings.items():
        assert table_codes.codes_explained([code]).startswith(f"{code} {meaning}")
    assert table_codes.codes_explained(codes).count("[") == 3


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ([], ""),
        (["", ""], ""),
        (["[c]"], "[c] suppressed (small numbers)."),
        (
            ["[x]", "", "[c]", "[x]"],
            "[c] suppressed (small numbers); [x] no data reported.",
        ),
    ],
)
def test_only_the_codes_in_a_table_are_explained_under_it_each_once(shown: list[str], expected: str):
    assert table_codes.codes_explained(shown) == expected


def test_no_fixed_text_shouts_or_uses_jargon():
    fixed = [*verdicts.REASONS.values(), *table_codes.CODES.values(), *quotation.CAUTIONS.values()]
    unwelcome = ("!", "significant", "p-value", "null", "statistic", "percentile")
    assert not [text for text in fixed if any(word in text.lower() for word in unwelcome)]
