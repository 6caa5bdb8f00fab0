"""The command, run as people run it: exit codes, and sentences instead of tracebacks.

It runs in a copy of the project that holds only the tiny programme, so that it works on the folders of the copy.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.building.build_files import current

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, tiny_programme: Path) -> Path:
    """Return a copy of the project with the tiny programme only, nothing built and no documents written."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("etl", "queries", "data/dictionary"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(tiny_programme, folder / "data/programmes/tiny")
    return folder


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in the copy, whose modules take precedence over the installed ones."""
    done = subprocess.run(
        [sys.executable, "-m", "etl", *arguments], cwd=project, capture_output=True, text=True, timeout=120, check=False
    )
    assert "Traceback" not in done.stderr
    return done


def test_a_build_is_made_once_and_then_is_up_to_date_until_a_file_changes(project: Path):
    first = run(project, "build", "--programme", "tiny")
    assert (first.returncode, first.stderr) == (0, "")
    built = current(project / "data/build/tiny")
    assert built is not None
    assert first.stdout.splitlines()[-1] == f"Tiny Programme: version {built.stem} is ready"
    again = run(project, "build", "--if-changed")
    assert (again.returncode, again.stdout) == (0, "Tiny Programme: up to date\n")
    contract = project / "data/dictionary/area.yml"
    contract.write_text(contract.read_text(encoding="utf-8") + "\n# A remark.\n", encoding="utf-8")
    assert run(project, "build", "--if-changed").stdout.startswith("Tiny Programme: building\n")


def test_a_bad_file_ends_a_build_and_a_check_with_sentences_and_exit_code_1(project: Path):
    path = project / "data/programmes/tiny/reference/area.csv"
    good = path.read_bytes()
    path.write_bytes(good.replace(b",405000,", b",4O5000,").replace(b",named place,", b",a place,", 1))
    try:
        for arguments in (["build"], ["check"]):
            done = run(project, *arguments)
            assert done.returncode == 1
            assert done.stderr.splitlines() == [
                "reference/area.csv, row 2, easting: '4O5000' is not a whole number from 80000 to 660000.",
                "reference/area.csv, row 2, point_quality: 'a place' is not one of: named place, approximate.",
            ]
    finally:
        path.write_bytes(good)


def test_a_check_changes_nothing(project: Path):
    before = {path: path.stat().st_mtime_ns for path in project.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    done = run(project, "check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Tiny Programme: all files are good\n", "")
    after = {path: path.stat().st_mtime_ns for path in project.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert after == before


def test_documents_are_stale_until_they_are_written(project: Path):
    stale = run(project, "docs", "--check")
    assert stale.returncode == 1
    assert stale.stderr == f"{project / 'data/README.md'} is out of date; run: biglocal docs\n"
    assert run(project, "docs").returncode == 0
    assert run(project, "docs", "--check").returncode == 0


def test_help_describes_every_command(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    help_text = capsys.readouterr().out
    for command in ("build", "serve", "check", "reference", "docs"):
        assert re.search(rf"^    {command}\s+\w+ \w+", help_text, re.MULTILINE)
    assert "`" not in help_text and max(map(len, help_text.splitlines())) <= 120


def test_a_missing_folder_of_public_files_is_reported_in_a_sentence(project: Path):
    done = run(project, "reference", "--from", "nowhere")
    assert (done.returncode, done.stderr) == (
        1,
        "nowhere: there is no such folder. Name the folder that holds the public files.\n",
    )


def test_a_public_file_that_is_missing_or_lacks_a_column_is_reported_and_nothing_is_written(
    project: Path, tmp_path: Path
):
    done = run(project, "reference", "--from", str(tmp_path))
    path = tmp_path / "big_local/areas.csv"
    assert done.returncode == 1
    assert done.stderr.startswith(f"{path}: the file is not there. It is needed to compile the reference data")
    path.parent.mkdir()
    path.write_text("area_name,region\nNowhere,North\n", encoding="utf-8")
    done = run(project, "reference", "--from", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith(f"{path}: lacks the column local_authority, ")
    assert done.stderr.endswith("It has area_name, region.\n")
    assert not (project / "data/programmes/big_local").exists()


def test_an_unknown_programme_is_reported_with_the_existing_ones(capsys: pytest.CaptureFixture[str]):
    assert main(["build", "--programme", "huge"]) == 1
    output = capsys.readouterr()
    assert output.err.startswith("There is no programme 'huge'; there are: big_local") and output.out == ""


@pytest.mark.parametrize("arguments", [[], ["bild"], ["reference"], ["serve", "--port", "eighty"]])
def test_a_command_that_makes_no_sense_is_answered_with_how_to_use_it(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("usage: biglocal")
