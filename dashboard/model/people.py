"""People's permissions and an account of what was done, in a small SQL database beside the data.

A person is the issuer and subject of an OpenID Connect account; an e-mail address is kept for display only. Nobody has a
permission by default. An event is added and never changed; it holds no more about a person than issuer and subject.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from sqlalchemy import (
    DDL,
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Engine,
    Integer,
    MetaData,
    NullPool,
    String,
    Table,
    create_engine,
    delete,
    event,
    insert,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from dashboard.model import access, db

ROLES = {
    "member": "sends the returns of an area",
    "certifier": "signs off the returns of an area",
    "councillor": "queries and confirms the figures of own areas",
    "funder": "reads programmes that are signed-in only",
    "staff": "loads returns, answers queries and reads staff figures",
    "keeper": "looks after people and programmes",
}
"""What each role is for. Who has no role is a visitor."""
PLACED_ROLES = ("member", "certifier", "councillor")
"""The roles that are held for an area or a council; the others are held for a programme, or for all (an empty id)."""
LONGEST_SESSION = timedelta(hours=24)
LONGEST_PAUSE = timedelta(hours=8)
"""A session ends after this time in all, and after this time without use."""
USED_AGAIN = timedelta(minutes=1)
"""How often it is noted at most that a session is used."""
LONGEST_SUBJECT = 255
"""OpenID Connect Core 1.0, section 2: a subject has at most 255 ASCII characters."""
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")

_store = MetaData()
_permission = Table(
    "permission",
    _store,
    Column("permission_id", Integer, primary_key=True),
    Column("issuer", String(300), nullable=False),
    Column("subject", String(LONGEST_SUBJECT), nullable=False, index=True),
    Column("email", String(255), nullable=False),
    Column("role", String(20), nullable=False),
    Column("programme_id", String(100), nullable=False),
    Column("area_id", String(100), nullable=False),
    Column("council_code", String(20), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date),
    Column("granted_by", String(100), nullable=False),
    Column("ended_at", DateTime),
)
_event = Table(
    "event",
    _store,
    Column("event_id", Integer, primary_key=True),
    Column("happened_at", DateTime, nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("issuer", String(300), nullable=False),
    Column("subject", String(LONGEST_SUBJECT), nullable=False),
    Column("role", String(20), nullable=False),
    Column("programme_id", String(100), nullable=False),
    Column("place_id", String(100), nullable=False),
    Column("detail", String(300), nullable=False),
)
_session = Table(
    "session",
    _store,
    Column("session_id", String(64), primary_key=True),
    Column("issuer", String(300), nullable=False),
    Column("subject", String(LONGEST_SUBJECT), nullable=False, index=True),
    Column("began_at", DateTime, nullable=False),
    Column("used_at", DateTime, nullable=False),
)
_KEPT = {
    "sqlite": "CREATE TRIGGER event_is_kept BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'an event stays'); END",
    "postgresql": "CREATE RULE event_is_kept AS ON UPDATE TO event DO INSTEAD NOTHING",
}
for _dialect, _rule in _KEPT.items():
    event.listen(_event, "after_create", DDL(_rule).execute_if(dialect=_dialect))


class Refused(Exception):
    """A permission or an event cannot be kept or read; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Permission:
    """What one person may do, from ``valid_from`` up to and including ``valid_until``, or until it is ended.

    ``role`` is one of ``ROLES``. ``programme_id`` is empty where it holds for all programmes; ``area_id`` or
    ``council_code`` is the place that a member, certifier or councillor acts for. ``ended_at`` is in UTC.
    """

    issuer: str
    subject: str
    role: str
    valid_from: date
    granted_by: str
    email: str = ""
    programme_id: str = ""
    area_id: str = ""
    council_code: str = ""
    valid_until: date | None = None
    ended_at: datetime | None = None
    permission_id: int = 0

    def holds(self, today: date) -> bool:
        """Whether the permission holds on a day."""
        return self.ended_at is None and self.valid_from <= today <= (self.valid_until or date.max)


@dataclass(frozen=True, kw_only=True)
class Event:
    """What was done: the kind, when (UTC), to or by which person, in which role, for which programme and place."""

    kind: str
    happened_at: datetime
    issuer: str = ""
    subject: str = ""
    role: str = ""
    programme_id: str = ""
    place_id: str = ""
    detail: str = ""
    event_id: int = 0


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in, with the permissions that hold today; without any, a visitor."""

    issuer: str
    subject: str
    permissions: tuple[Permission, ...]


Row = TypeVar("Row", Permission, Event)


def address() -> URL:
    """Return the address of the database: ``BIGLOCAL_PEOPLE``, or else a file beside the data. Raise Refused for no address."""
    text = os.environ.get("BIGLOCAL_PEOPLE", "")
    try:
        return make_url(text) if text else URL.create("sqlite", database=str(db.BUILDS.with_name("people.sqlite")))
    except ArgumentError:
        raise Refused(
            "BIGLOCAL_PEOPLE is not the address of a database, such as postgresql+psycopg://host/name."
        ) from None


def now() -> datetime:
    """Return the time in UTC, to the second, without a zone, as the database keeps it."""
    return datetime.now(UTC).replace(microsecond=0, tzinfo=None)


def checked(permission: Permission) -> Permission:
    """Return a permission that may be kept. Raise Refused with the first thing that is wrong."""
    issuer = urlsplit(permission.issuer)
    is_safe = issuer.scheme == "https" or (issuer.scheme == "http" and access.is_own_name(issuer.netloc))
    is_placed = bool(permission.area_id or permission.council_code)
    wrong = {
        "The issuer is the https address of the provider of the account.": not (is_safe and issuer.hostname),
        f"The subject is the provider's id of the person: 1 to {LONGEST_SUBJECT} letters, digits and signs.": not (
            0 < len(permission.subject) <= LONGEST_SUBJECT
            and permission.subject.isascii()
            and permission.subject.isprintable()
        ),
        f"There is no role “{permission.role}”; there are: {', '.join(ROLES)}.": permission.role not in ROLES,
        "The e-mail address is not of the form name@place.": bool(permission.email)
        and not EMAIL.fullmatch(permission.email),
        "Name an area or a council, not both.": bool(permission.area_id and permission.council_code),
        f"A {permission.role} acts for an area: name it.": permission.role in ("member", "certifier")
        and not permission.area_id,
        "A councillor acts for an area or a council: name it.": permission.role == "councillor" and not is_placed,
        f"The role {permission.role} is not tied to a place: leave it out.": permission.role not in PLACED_ROLES
        and is_placed,
        "Name the programme of the place.": is_placed and not permission.programme_id,
        "The permission would end before it begins.": (permission.valid_until or date.max) < permission.valid_from,
    }
    for why, is_wrong in wrong.items():
        if is_wrong:
            raise Refused(why)
    return permission


def grant(permission: Permission) -> int:
    """Keep a permission and return its number. Raise Refused where it may not be kept, or is held already."""
    values = _values(checked(permission), "permission_id")
    same = {name: values[name] for name in ("issuer", "subject", "role", "programme_id", "area_id", "council_code")}
    with opened() as store:
        held = select(_permission).filter_by(**same).where(_permission.c.ended_at.is_(None))
        for row in _rows(store, held, Permission):
            if (row.valid_until or date.max) >= permission.valid_from:
                raise Refused(f"The person holds this permission already: it is number {row.permission_id}.")
        number = store.execute(insert(_permission).values(values)).inserted_primary_key
        _record(store, _permission_event("permission granted", permission))
    return int(number[0]) if number else 0


def end(permission_id: int) -> Permission:
    """End a permission at once and return it. Raise Refused where there is none of that number that has not ended."""
    number = _permission.c.permission_id == permission_id
    with opened() as store:
        if not store.execute(
            update(_permission).where(number, _permission.c.ended_at.is_(None)).values(ended_at=now())
        ).rowcount:
            raise Refused(f"There is no permission {permission_id} that could be ended.")
        (ended,) = _rows(store, select(_permission).where(number), Permission)
        _record(store, _permission_event("permission ended", ended))
    return ended


def permissions() -> list[Permission]:
    """Return all permissions in the order in which they were granted, past ones included."""
    with opened() as store:
        return _rows(store, select(_permission).order_by(_permission.c.permission_id), Permission)


def begin_session(issuer: str, subject: str) -> str:
    """Begin a session of a person and return its secret, which is kept as a digest only; old sessions are forgotten."""
    secret, moment = secrets.token_urlsafe(32), now()
    with opened() as store:
        store.execute(delete(_session).where(_is_over(moment)))
        values = {"session_id": _digest(secret), "issuer": issuer, "subject": subject}
        store.execute(insert(_session).values(**values, began_at=moment, used_at=moment))
        _record(store, Event(kind="signed in", happened_at=moment, issuer=issuer, subject=subject))
    return secret


def person_of(secret: str) -> Person | None:
    """Return the person of a session that lasts, with the permissions of today; None for every other secret."""
    if not secret:
        return None
    moment, session_id = now(), _session.c.session_id == _digest(secret)
    with opened() as store:
        row = store.execute(select(_session).where(session_id, not_(_is_over(moment)))).first()
        if row is None:
            return None
        if moment - row.used_at > USED_AGAIN:
            store.execute(update(_session).where(session_id).values(used_at=moment))
        own = (
            select(_permission).filter_by(issuer=row.issuer, subject=row.subject).order_by(_permission.c.permission_id)
        )
        today = date.today()
        held = tuple(permission for permission in _rows(store, own, Permission) if permission.holds(today))
    return Person(row.issuer, row.subject, held)


def end_session(secret: str) -> None:
    """End a session, where there is one."""
    with opened() as store:
        row = store.execute(select(_session).filter_by(session_id=_digest(secret))).first()
        if row is not None:
            store.execute(delete(_session).where(_session.c.session_id == row.session_id))
            _record(store, Event(kind="signed out", happened_at=now(), issuer=row.issuer, subject=row.subject))


def end_sessions(issuer: str, subject: str) -> int:
    """End all sessions of a person at once and return how many there were."""
    of_person = delete(_session).where(_session.c.issuer == issuer, _session.c.subject == subject)
    with opened() as store:
        count = store.execute(of_person).rowcount
        _record(store, Event(kind="sessions ended", happened_at=now(), issuer=issuer, subject=subject))
    return count


def record(kind: str) -> None:
    """Add an event about nobody in particular to the account of what was done."""
    with opened() as store:
        _record(store, Event(kind=kind, happened_at=now()))


def _is_over(moment: datetime) -> ColumnElement[bool]:
    return or_(_session.c.began_at <= moment - LONGEST_SESSION, _session.c.used_at <= moment - LONGEST_PAUSE)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def events(since: date = date.min) -> list[Event]:
    """Return the events since the beginning of a day (UTC), the first one first."""
    start = datetime.combine(since, datetime.min.time())
    with opened() as store:
        return _rows(store, select(_event).where(_event.c.happened_at >= start).order_by(_event.c.event_id), Event)


def remove_events(before: date) -> int:
    """Delete the events before a day (UTC), record that, and return how many there were."""
    with opened() as store:
        start = datetime.combine(before, datetime.min.time())
        count = store.execute(delete(_event).where(_event.c.happened_at < start)).rowcount
        _record(store, Event(kind="events removed", happened_at=now(), detail=f"{count} before {before.isoformat()}"))
    return count


def _permission_event(kind: str, permission: Permission) -> Event:
    return Event(
        kind=kind,
        happened_at=now(),
        issuer=permission.issuer,
        subject=permission.subject,
        role=permission.role,
        programme_id=permission.programme_id,
        place_id=permission.area_id or permission.council_code,
    )


def _record(store: Connection, happening: Event) -> None:
    store.execute(insert(_event).values(_values(happening, "event_id")))


def _values(row: Permission | Event, number: str) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in fields(row) if field.name != number}


def _rows(store: Connection, statement: Any, kind: type[Row]) -> list[Row]:
    return [kind(**row) for row in store.execute(statement).mappings()]


@lru_cache(maxsize=4)
def _engine(url: URL) -> Engine:
    """Return the engine of a database, whose tables are made where they are missing; a file is its owner's alone."""
    if url.drivername.partition("+")[0] != "sqlite":
        made = create_engine(url, pool_pre_ping=True, hide_parameters=True)
    else:
        if url.database and url.database != ":memory:":
            Path(url.database).touch(mode=0o600)
        made = create_engine(url, poolclass=NullPool, connect_args={"timeout": 5}, hide_parameters=True)
    _store.create_all(made)
    return made


@contextmanager
def opened() -> Iterator[Connection]:
    """Open the store for one step, which counts as a whole or not at all. Raise Refused where it cannot be used."""
    url = address()
    try:
        with _engine(url).begin() as store:
            yield store
    except ModuleNotFoundError as error:
        raise Refused(f"This database needs a package that is not installed: {error.name}.") from error
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise Refused(f"The store of people cannot be read or written: {reason}.") from error
