"""Permissions of people and the account of what was done: what is kept, what is refused, in SQLite and in PostgreSQL."""

import os
import shutil
import socket
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard.model import db, people
from dashboard.model.people import Permission, Refused

TODAY = date(2026, 12, 1)
MEMBER = Permission(
    issuer="https://accounts.example.org/tenant",
    subject="248289761001",
    role="member",
    valid_from=TODAY,
    granted_by="A. Keeper",
    email="jo@example.org",
    programme_id="tiny",
    area_id="alder-row",
)
STAFF = replace(MEMBER, role="staff", area_id="", programme_id="")


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep people in a file of the test alone, and return its path."""
    monkeypatch.setenv("BIGLOCAL_PEOPLE", f"sqlite:///{tmp_path / 'people.sqlite'}")
    return tmp_path / "people.sqlite"


def postgres_programs() -> Path | None:
    """Return the folder with PostgreSQL's programs, or None where it is not installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    beside = shutil.which("initdb")
    return folders[-1] if folders else Path(beside).parent if beside else None


@pytest.fixture
def postgres(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Start a real PostgreSQL on loopback for one test and keep people there."""
    programs = postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    as_user = []
    if os.geteuid() == 0:  # it does not run as root
        as_user = ["runuser", "-u", "nobody", "--"]
        tmp_path.chmod(0o777)
        for parent in list(tmp_path.parents)[:3]:
            parent.chmod(parent.stat().st_mode | 0o111)
    data = tmp_path / "postgres"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    initdb = [*as_user, programs / "initdb", "-D", data, "-U", "keeper", "-A", "trust", "--no-sync", "-E", "UTF8"]
    subprocess.run(initdb, check=True, capture_output=True, cwd="/")
    control = [*as_user, programs / "pg_ctl", "-D", data, "-w"]
    subprocess.run(
        [*control, "-l", data / "log", "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, cwd="/"
    )
    monkeypatch.setenv("BIGLOCAL_PEOPLE", f"postgresql+psycopg://keeper@127.0.0.1:{port}/postgres")
    try:
        yield
    finally:
        people._engine(people.address()).dispose()
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL, cwd="/")


def keep_and_end_permissions() -> None:
    """Grant two permissions, end one, and hold what is then kept."""
    assert people.permissions() == []
    assert people.grant(MEMBER) == 1
    assert people.grant(STAFF) == 2
    assert people.permissions() == [replace(MEMBER, permission_id=1), replace(STAFF, permission_id=2)]
    with pytest.raises(Refused, match="holds this permission already: it is number 1"):
        people.grant(replace(MEMBER, valid_from=TODAY + timedelta(days=9)))
    ended = people.end(1)
    assert ended.ended_at is not None
    assert [permission.holds(TODAY) for permission in people.permissions()] == [False, True]
    with pytest.raises(Refused, match="no permission 1 that could be ended"):
        people.end(1)
    assert people.grant(MEMBER) == 3
    kept = [(happening.kind, happening.role, happening.place_id) for happening in people.events()]
    assert kept == [
        ("permission granted", "member", "alder-row"),
        ("permission granted", "staff", ""),
        ("permission ended", "member", "alder-row"),
        ("permission granted", "member", "alder-row"),
    ]
    assert people.events(people.now().date() + timedelta(days=1)) == []


def test_permissions_are_granted_and_ended_in_sqlite_in_a_file_of_its_owner(store: Path):
    keep_and_end_permissions()
    assert stat.S_IMODE(store.stat().st_mode) == 0o600


def test_an_event_cannot_be_changed_and_names_nobody_but_by_subject():
    people.grant(MEMBER)
    with pytest.raises(Refused, match="an event stays"), people.opened() as opened:
        opened.execute(text("UPDATE event SET role = 'keeper'"))
    (granted,) = people.events()
    assert granted.role == "member"
    assert not any(word in str(granted) for word in ("jo@example.org", "A. Keeper"))


@pytest.mark.prove
@pytest.mark.usefixtures("postgres")
def test_permissions_are_granted_and_ended_in_postgresql():
    keep_and_end_permissions()
    with people.opened() as opened:
        opened.execute(text("UPDATE event SET role = 'keeper'"))
    assert {happening.role for happening in people.events()} == {"member", "staff"}
    assert people.remove_events(people.now().date() + timedelta(days=1)) == 4


def test_events_before_a_day_are_removed_and_that_is_an_event():
    people.grant(MEMBER)
    assert people.remove_events(people.now().date()) == 0
    tomorrow = people.now().date() + timedelta(days=1)
    assert people.remove_events(tomorrow) == 2
    (last,) = people.events()
    assert (last.kind, last.detail) == ("events removed", f"2 before {tomorrow.isoformat()}")


def test_a_permission_holds_from_its_first_day_to_its_last():
    until = replace(MEMBER, valid_until=TODAY + timedelta(days=2))
    days = [TODAY + timedelta(days=number) for number in range(-1, 4)]
    assert [until.holds(day) for day in days] == [False, True, True, True, False]
    people.grant(until)
    assert people.grant(replace(MEMBER, valid_from=TODAY + timedelta(days=3))) == 2


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"issuer": "http://accounts.example.org"}, "https address"),
        ({"issuer": "https://"}, "https address"),
        ({"subject": ""}, "1 to 255"),
        ({"subject": "a" * 256}, "1 to 255"),
        ({"subject": "a\nb"}, "1 to 255"),
        ({"role": "admin"}, "no role “admin”; there are: member, certifier"),
        ({"email": "jo"}, "e-mail"),
        ({"area_id": ""}, "A member acts for an area"),
        ({"area_id": "", "council_code": "E06999001"}, "A member acts for an area"),
        ({"council_code": "E06999001"}, "not both"),
        ({"role": "councillor", "area_id": ""}, "an area or a council"),
        ({"role": "staff"}, "not tied to a place"),
        ({"programme_id": ""}, "Name the programme"),
        ({"valid_until": date(2026, 11, 30)}, "end before it begins"),
    ],
)
def test_what_cannot_be_a_permission_is_refused_with_the_reason(changes: dict[str, str], why: str):
    with pytest.raises(Refused, match=why):
        people.grant(replace(MEMBER, **changes))
    assert people.permissions() == []
    assert people.events() == []


def test_a_provider_on_this_computer_may_use_http():
    assert people.grant(replace(MEMBER, issuer="http://localhost:4000")) == 1


def test_a_damaged_file_and_a_wrong_address_are_refused_without_a_password(
    store: Path, monkeypatch: pytest.MonkeyPatch
):
    store.write_text("not a database" * 100, encoding="utf-8")
    with pytest.raises(Refused, match="cannot be read or written: file is not a database"):
        people.permissions()
    for wrong in (
        "hunter2",
        "postgresql+psycopg://keeper:hunter2@127.0.0.1:1/people",
        "nosuch://keeper:hunter2@host/a",
    ):
        monkeypatch.setenv("BIGLOCAL_PEOPLE", wrong)
        with pytest.raises(Refused) as refusal:
            people.permissions()
        assert "hunter2" not in str(refusal.value)


def test_the_file_is_beside_the_builds_where_nothing_else_is_set(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("BIGLOCAL_PEOPLE")
    assert people.address().database == str(db.BUILDS.parent / "people.sqlite")
