"""Imports point one way: the build and the dashboard share only the database and the queries, and rooms use only lower rooms."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FORBIDDEN = {
    "dashboard": {"etl", "tests"},
    "etl": {"dashboard", "streamlit", "tests"},
    "queries": {"etl", "dashboard", "streamlit", "duckdb", "pandas", "tests"},
}
ROOMS = {
    "dashboard": [
        ["dashboard.app", "dashboard.web"],
        ["dashboard.app_pages"],
        ["dashboard.pack"],
        ["dashboard.parts"],
        ["dashboard.drawing", "dashboard.export"],
        ["dashboard.model"],
        ["dashboard.text"],
    ],
    "etl": [
        ["etl.__main__"],
        ["etl.commands"],
        ["etl.practice"],
        ["etl.reference"],
        ["etl.loading"],
        ["etl.building"],
        ["etl.measuring"],
        ["etl.reading"],
        ["etl.history", "etl.rules"],
        ["etl.programme"],
        ["etl.contract"],
        ["etl.errors"],
    ],
}
"""The rooms of each half, highest first. A room imports from itself and from lower rooms, not from others of the same line."""


def imported(text: str) -> set[str]:
    """Return the full name of every module or object that a module imports, anywhere in its code."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def packages(text: str) -> set[str]:
    """Return the first part of every name that a module imports."""
    return {name.partition(".")[0] for name in imported(text)}


def modules(package: str) -> dict[str, str]:
    """Return the text of each module of a package by its full name."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path.read_text("utf-8")
        for path in sorted((ROOT / package).rglob("*.py"))
    }


def room(name: str, half: str) -> tuple[int, str]:
    """Return the floor of a name (0 is the highest) and its room; a name outside every room is an error."""
    places = [(floor, place) for floor, line in enumerate(ROOMS[half]) for place in line]
    return next((floor, place) for floor, place in places if name == place or name.startswith(f"{place}."))


def test_imports_are_collected_from_anywhere_in_a_module():
    text = "import etl.build as b\ndef f():\n    from dashboard.db import query"
    assert imported(text) == {"etl.build", "dashboard.db.query"}
    assert packages(text) == {"etl", "dashboard"}


@pytest.mark.parametrize("package", FORBIDDEN)
def test_a_package_imports_nothing_from_the_other_side(package: str):
    texts = modules(package)
    assert texts
    for name, text in texts.items():
        wrong = packages(text) & FORBIDDEN[package]
        assert not wrong, f"{name} imports {', '.join(sorted(wrong))}"


@pytest.mark.parametrize("half", ROOMS)
def test_no_import_runs_back_up_between_rooms(half: str):
    for name, text in modules(half).items():
        if name == half:
            continue
        floor, place = room(name, half)
        for used in imported(text):
            if used.startswith(f"{half}."):
                below, other = room(used, half)
                assert other == place or below > floor, f"{name} imports {used}"


@pytest.mark.parametrize("half", ROOMS)
def test_each_room_states_its_purpose_in_one_sentence(half: str):
    for path in sorted((ROOT / half).rglob("__init__.py")):
        (only,) = ast.parse(path.read_text("utf-8")).body
        text = ast.literal_eval(only.value) if isinstance(only, ast.Expr) else ""
        assert re.fullmatch(r"[A-Z][^\n]+\.", text), f"{path.relative_to(ROOT)}: {text!r}"


def test_only_one_module_of_the_dashboard_opens_the_database():
    users = {name for name, text in modules("dashboard").items() if "duckdb" in packages(text)}
    assert users == {"dashboard.model.db"}


def test_the_pieces_of_a_page_serve_that_page_alone():
    pages = {path.parent.name for path in (ROOT / "dashboard" / "app_pages").glob("*/page.py")}
    assert len(pages) >= 9
    for name, text in modules("dashboard").items():
        own = name.split(".")[2] if name.startswith("dashboard.app_pages.") else ""
        taken = {used.split(".")[2] for used in imported(text) if used.startswith("dashboard.app_pages.")} - {own}
        assert not taken, f"{name} takes pieces of {', '.join(sorted(taken))}"
