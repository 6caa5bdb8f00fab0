"""CONTRIBUTING.md is true: the walk of a value names functions that exist, and the rooms are those there are."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_walk_of_a_value_names_at_most_twelve_functions_that_exist():
    steps = re.findall(r"^\d+\. `([\w/]+\.py):(\w+)`", TEXT, re.MULTILINE)
    assert 8 <= len(steps) <= 12
    for file, function in steps:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, f"{file}:{function}"


def test_every_room_has_its_line():
    rooms = {
        path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("*/*/__init__.py") if "tests" not in path.parts
    }
    assert len(rooms) >= 12
    assert not {room for room in rooms if f"`{room}/" not in TEXT}


def test_the_files_it_names_exist():
    for name in re.findall(r"`((?:tests|etl|dashboard|queries|data)/[\w./]+)`", TEXT):
        assert (ROOT / name).exists(), name
