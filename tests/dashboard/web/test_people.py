"""The command ``biglocal people``: permissions are granted, listed and ended; what was done is written as CSV."""

import csv
import io
from pathlib import Path

import pytest

from dashboard.model import db, people
from dashboard.web.people import main
from etl.__main__ import parser

ACCOUNT = ("--issuer", "https://accounts.example.org", "--subject")


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_tiny: db.Build) -> None:  # noqa: ARG001
    """Keep people in a file of the test alone, beside the tiny programme."""
    monkeypatch.setenv("BIGLOCAL_PEOPLE", f"sqlite:///{tmp_path / 'people.sqlite'}")


def test_permissions_are_granted_listed_and_ended(capsys: pytest.CaptureFixture[str]):
    place = ("--programme", "tiny", "--from", "2026-01-01")
    assert main(["list"]) == 0
    assert main(["add", "member", *ACCOUNT, "=1+1", *place, "--area", "alder-row", "--by", "the board"]) == 0
    assert main(["add", "councillor", *ACCOUNT, "7", *place, "--council", "E06999001", "--until", "2026-01-31"]) == 0
    assert main(["list"]) == 0
    assert main(["list", "--all"]) == 0
    assert main(["end", "1"]) == 0
    assert main(["list"]) == 0
    member = "1: member, tiny, alder-row: =1+1 of https://accounts.example.org, from 2026-01-01, granted by the board"
    councillor = "2: councillor, tiny, E06999001: 7 of https://accounts.example.org, from 2026-01-01 until 2026-01-31"
    assert capsys.readouterr().out.splitlines() == [
        "Nobody has a permission.",
        "Permission 1 is granted.",
        "Permission 2 is granted.",
        member,
        member,
        councillor,
        "Permission 1 is ended: member, =1+1 of https://accounts.example.org.",
        "Nobody has a permission.",
    ]
    assert main(["events"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["kind"], row["subject"]) for row in rows] == [
        ("permission granted", "'=1+1"),
        ("permission granted", "7"),
        ("permission ended", "'=1+1"),
    ]
    assert main(["events", "--remove-before", "2100-01-01"]) == 0
    assert capsys.readouterr().out == "3 events removed.\n"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["add", "staff", *ACCOUNT, "1", "--programme", "large"], "There is no programme “large” with a build.\n"),
        (
            ["add", "member", *ACCOUNT, "1", "--programme", "tiny", "--area", "oak"],
            "There is no area with the id “oak” in Tiny Programme.\n",
        ),
        (["add", "member", *ACCOUNT, "1", "--area", "alder-row"], "Name the programme of the place.\n"),
        (
            ["add", "councillor", *ACCOUNT, "1", "--programme", "tiny", "--council", "E01"],
            "No area of Tiny Programme is in a council “E01”.\n",
        ),
        (["end", "5"], "There is no permission 5 that could be ended.\n"),
    ],
)
def test_a_wrong_word_ends_in_a_sentence(words: list[str], why: str, capsys: pytest.CaptureFixture[str]):
    assert main(words) == 1
    assert capsys.readouterr().err == why


def test_all_sessions_of_a_person_are_ended_at_once(capsys: pytest.CaptureFixture[str]):
    sessions = [people.begin_session("https://accounts.example.org", subject) for subject in "778"]
    assert main(["out", *ACCOUNT, "7"]) == 0
    assert capsys.readouterr().out == "2 sessions ended.\n"
    assert [people.person_of(secret) is None for secret in sessions] == [True, True, False]


def test_a_day_that_is_none_is_refused_with_the_form_of_a_day(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["events", "--since", "12/03/2026"])
    assert "“12/03/2026” is not a day. Write it as 2026-03-12." in capsys.readouterr().err


def test_biglocal_passes_every_word_on():
    words = ["add", "staff", "--issuer", "https://a.example", "--subject", "-1", "--help"]
    options = parser().parse_args(["people", *words])
    assert (options.run, options.words) == ("people", words)
