"""Imports point one way: the build and the dashboard share the database file and the queries, nothing else."""

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


def imported(text: str) -> set[str]:
    """Return the first part of every name that a module imports, wherever in the module it does so."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            found.add(str(node.module).partition(".")[0])
    return found


def test_imports_are_found_wherever_they_stand():
    assert imported("import etl.build as b\ndef f():\n    from dashboard.db import query") == {"etl", "dashboard"}


@pytest.mark.parametrize("package", FORBIDDEN)
def test_a_package_imports_nothing_from_the_other_side(package: str):
    modules = sorted((ROOT / package).rglob("*.py"))
    assert modules
    for path in modules:
        wrong = imported(path.read_text(encoding="utf-8")) & FORBIDDEN[package]
        assert not wrong, f"{path.relative_to(ROOT)} imports {', '.join(sorted(wrong))}"


def test_only_one_module_of_the_dashboard_opens_the_database():
    users = {path.stem for path in (ROOT / "dashboard").rglob("*.py") if "duckdb" in imported(path.read_text("utf-8"))}
    assert users == {"db"}


def test_the_pieces_of_a_page_serve_that_page_alone():
    pages = {path.parent.name for path in (ROOT / "dashboard" / "app_pages").glob("*/page.py")}
    assert len(pages) >= 9
    for path in sorted((ROOT / "dashboard").rglob("*.py")):
        own = path.parent.name if path.parent.parent.name == "app_pages" else ""
        text = path.read_text(encoding="utf-8")
        others = {page for page in pages - {own} if re.search(rf"from dashboard\.app_pages\.{page}[. ]", text)}
        assert not others, f"{path.relative_to(ROOT)} takes pieces of {', '.join(sorted(others))}"
