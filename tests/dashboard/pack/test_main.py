"""The command ``biglocal pack``: files of one area or of all, and a sentence for what cannot be made."""

import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.pack.__main__ import main


def test_an_area_is_found_by_its_name_and_each_form_is_written(tmp_path: Path):
    assert main(["Drubessel", "--programme", "practice", "--out", str(tmp_path)]) == 0
    endings = sorted(path.name.rpartition("-v")[0] + path.suffix for path in tmp_path.iterdir())
    names = ("hall.html", "handout.pdf", "handout-large-print.pdf", "slides.pptx", "tables.xlsx")
    assert endings == sorted(f"practice-drubessel-{name}" for name in names)
    assert all(path.stat().st_size > 4_000 for path in tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["Nowhere at all"], "There is no area “Nowhere at all” in Practice."),
        (["drubesel"], "There is no area “drubesel” in Practice. Nearest: Drubessel"),
        ([], "Name an area, or write --all for a pack of every area."),
        (["Drubessel", "--since", "12/03/2026"], "“12/03/2026” is not a day. Write it as 2026-03-12."),
        (["Drubessel", "--programme", "nowhere"], "There are no figures yet."),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_sentence(
    words: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["--programme", "practice", "--out", str(tmp_path), *words]) == 1
    assert sentence in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_near_an_election_the_files_say_what_is_left_out(tmp_path: Path):
    assert main(["Drubessel", "--programme", "practice", "--election", "--out", str(tmp_path)]) == 0
    (hall,) = tmp_path.glob("*.html")
    assert "Left out because an election is near" in hall.read_text(encoding="utf-8")


def test_the_command_line_hands_its_words_on(tmp_path: Path):
    command = [sys.executable, "-m", "etl", "pack", "Drubessel", "--programme", "practice", "--for", "funders"]
    run = subprocess.run([*command, "--out", str(tmp_path)], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("1 of 1: Drubessel: 5 files in ")
