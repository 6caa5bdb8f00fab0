"""Names say what a value holds: words of saying and seeing, and "one" for whatever it is, name nothing in the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BANNED = {"told", "looked", "said", "found", "known", "asked", "one", "every", "seen"}
"""Names that are not allowed by themselves."""
BANNED_PARTS = {"told", "looked", "said", "asked"}
"""Words that are not allowed as a part of a name either: ``told_in``, ``years_told``."""


def names(text: str) -> Iterator[tuple[int, str]]:
    """Return each name that a module binds or uses, with its line: variables, parameters, attributes, functions, classes."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.lineno, node.name


def is_banned(name: str) -> bool:
    """Whether a name says nothing of its value; the columns of contracts are the words of those who send returns."""
    plain = name.strip("_").lower().replace("asked_gbp", "")
    return plain in BANNED or (not plain.startswith("test_") and not BANNED_PARTS.isdisjoint(plain.split("_")))


@pytest.mark.parametrize("name", ["told", "_said", "told_in", "one", "Looked", "asked_of_people"])
def test_names_that_say_nothing_are_recognised(name: str):
    assert is_banned(name)


@pytest.mark.parametrize("name", ["contract", "is_known", "one_sample", "test_what_is_told", "toldex"])
def test_names_of_the_field_are_allowed(name: str):
    assert not is_banned(name)


@pytest.mark.parametrize("package", ["dashboard", "etl", "queries", "tests"])
def test_no_name_of_the_code_is_banned(package: str):
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in sorted((ROOT / package).rglob("*.py"))
        for line, name in names(path.read_text(encoding="utf-8"))
        if is_banned(name)
    ]
    assert not wrong, "\n".join(wrong)


def test_no_column_of_a_query_has_a_banned_name():
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "queries").rglob("*.sql"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if BANNED_PARTS & set(re.findall(r"\w+", re.sub(r"'[^']*'|--.*", "", line)))
    ]
    assert not wrong, "\n".join(wrong)
