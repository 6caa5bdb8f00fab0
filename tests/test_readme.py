"""The README is correct: its commands exist and its example of a measure works."""

import re
from pathlib import Path

import duckdb

from etl.building.build import build
from etl.building.build_files import current
from etl.measuring.measures import INDICATORS
from etl.programme import PROGRAMMES, read_programme

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_example_of_a_measure_is_on_the_map_after_a_build(tmp_path):
    name, sql = re.findall(r"example `(\w+)\.sql`:\s+```sql\n(.*?)```", README, re.DOTALL)[0]
    indicators = tmp_path / "indicators"
    indicators.mkdir()
    for path in [*INDICATORS.glob("tenure_owned.sql"), *INDICATORS.glob("record_facts.sql")]:
        (indicators / path.name).write_bytes(path.read_bytes())
    (indicators / f"{name}.sql").write_text(sql, encoding="utf-8")

    build(read_programme(PROGRAMMES / "big_local"), lambda _: None, tmp_path / "builds", indicators)

    database = current(tmp_path / "builds" / "big_local")
    assert database
    with duckdb.connect(str(database), read_only=True) as db:
        pairs = db.execute(
            "SELECT added.value, owned.value FROM indicator_area AS added JOIN indicator_area AS owned "
            "USING (area_id, period) WHERE added.measure_id = $name AND owned.measure_id = 'tenure_owned'",
            {"name": name},
        ).fetchall()
    assert len(pairs) == 150
    assert all(abs(not_owned + owned - 100) < 1e-9 for not_owned, owned in pairs)


def test_every_command_in_the_readme_is_one_of_biglocal():
    from etl.__main__ import parser

    listing = re.search(r"\{(.*?)\}", parser().format_usage() + parser().format_help())
    commands = set(re.findall(r"`biglocal (\w+)", README))
    assert commands == {
        "build",
        "builds",
        "check",
        "load",
        "history",
        "disclosure",
        "rollback",
        "template",
        "export",
        "pack",
        "people",
        "practice",
        "serve",
        "reference",
        "docs",
    }, listing


def test_every_direct_dependency_has_its_line():
    project = (Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    named = set(re.findall(r'^  "([\w-]+)(?:\[\w+\])?==', project, re.MULTILINE))
    table = README.split("## What it stands on")[1].split("##")[0]
    assert named
    assert not {name for name in named if name not in table}
