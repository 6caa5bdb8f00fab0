"""The command run for staff: its output, its reasons when it fails, and that no file name and no leaving user does harm."""

import os
import time
from pathlib import Path

import pytest

from dashboard.app_pages.data import command
from dashboard.app_pages.data.command import ChosenFile, NotDone, Request

GOOD = (
    "Area,Period from,Period to,Budget heading,Spent (£),State\n"
    "Alder Row,2019-04-01,2019-09-30,Youth work,5450.50,paid\n"
    "Elm Green,2019-04-01,2019-09-30,Garden,1200,paid\n"
).encode()
HOSTILE = [
    "../../x.csv",
    "/etc/passwd.csv",
    "=cmd()|' /C calc'!A0.csv",
    "--yes.csv",
    "a\nb\r\nc.csv",
    "<script>alert(1)</script>.csv",
    "**bold** [x](http://e) $x$.csv",
    "nul\0.csv",
    "lone \ud800.csv",
    "é漢🦆.csv",
    "x" * 300 + ".csv",
    "",
]


def request(*files: ChosenFile) -> Request:
    return Request("tiny", list(files) or [ChosenFile("spending.csv", GOOD)])


@pytest.mark.usefixtures("desk")
def test_hostile_names_are_names_and_nothing_more():
    heard: list[str] = []
    before = set(Path.cwd().iterdir())
    result = command.report(request(*(ChosenFile(name, GOOD) for name in HOSTILE)), heard.append)
    names = [file["name"] for file in result["files"]]
    assert names[:3] == HOSTILE[:3]
    assert names[3:6] == HOSTILE[3:6]
    assert names[7] == "nul.csv"
    assert names[10] == "x" * 251 + ".csv"
    assert names[11] == "file"
    assert len(set(names)) == len(HOSTILE)
    assert all(part["title"] == "Spending" for file in result["files"] for part in file["parts"])
    assert any(line.startswith("reading ") for line in heard)
    assert set(Path.cwd().iterdir()) == before


def test_files_of_one_name_get_distinct_names():
    assert command.distinct_names([ChosenFile("a.csv", b""), ChosenFile("a.csv", b""), ChosenFile("b.csv", b"")]) == [
        "a.csv",
        "a.csv (2)",
        "b.csv",
    ]


def test_a_load_goes_on_when_its_user_leaves(desk: Path):
    class TurnedAway(BaseException):
        pass

    def turn_away(_words: str) -> None:
        raise TurnedAway

    with pytest.raises(TurnedAway):
        command.load_files(request(), turn_away)
    (load,) = command.history("tiny")
    assert (load["number"], load["tables"]["spending"]["new"]) == (1, 2)
    kept = command.kept_file("tiny", load["files"][0]["kept_as"])
    assert kept is not None
    assert kept.read_bytes() == GOOD
    assert kept.is_relative_to(desk)


@pytest.mark.usefixtures("desk")
def test_a_check_ends_when_its_user_leaves():
    class TurnedAway(BaseException):
        pass

    def turn_away(_words: str) -> None:
        raise TurnedAway

    with pytest.raises(TurnedAway):
        command.report(request(), turn_away)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(("form", "begins"), [("csv", b"\xef\xbb\xbfArea,"), ("xlsx", b"PK")])
def test_a_template_comes_as_the_form_that_is_requested(form: str, begins: bytes):
    assert command.template("tiny", "spending", form).startswith(begins)


@pytest.mark.usefixtures("desk")
def test_the_sentences_of_a_command_that_cannot_are_passed_on():
    with pytest.raises(NotDone) as why:
        command.roll_back("tiny", 7, command.silent)
    (sentence,) = why.value.sentences
    assert sentence.startswith("There is no load 7")


def test_a_command_that_takes_too_long_is_stopped_with_a_sentence():
    began = time.monotonic()
    with pytest.raises(NotDone, match="took longer than 0 minutes and was stopped"):
        command.run(["history"], command.silent, 0.01)
    assert time.monotonic() - began < 20


def test_an_unknown_command_is_a_fault_with_a_sentence():
    with pytest.raises(NotDone) as why:
        command.run_json(["nonsense"], command.silent, 60)
    assert why.value.sentences == (command.FAULT,)


def test_a_traceback_is_never_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    (tmp_path / "duckdb.py").write_text("raise RuntimeError('broken.')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    with pytest.raises(NotDone) as why:
        command.history("tiny")
    assert why.value.sentences == (command.FAULT,)
    assert "RuntimeError: broken." in capfd.readouterr().err  # for whoever started the dashboard


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd", "/etc/passwd", "", "a" * 64 + "/../x", "a" * 63, "A" * 64, "a" * 64 + ".csv/..", "a" * 64],
)
def test_no_file_is_given_out_but_those_that_were_received(name: str, desk: Path):
    (desk / "loads" / "received").mkdir(parents=True)
    assert command.kept_file("tiny", name) is None
