"""Grants, lists and ends permissions: ``python -m dashboard.web.people``; ``biglocal people`` runs it."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date

import pandas as pd

from dashboard.export.table_file import csv_bytes
from dashboard.model import db, people
from dashboard.model.catalogue import catalogue_of
from dashboard.model.people import Event, Permission, Refused


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line names; return 0, or 1 with a sentence on the error stream."""
    options = parser().parse_args(arguments)
    try:
        sys.stdout.write(f"{options.run(options)}\n")
    except (Refused, db.NotReady) as why:
        sys.stderr.write(f"{why}\n")
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(prog="biglocal people", description="Keep the permissions of people.")
    steps = top.add_subparsers(required=True, metavar="STEP")
    add = steps.add_parser("add", help="give a person a permission")
    roles = "; ".join(f"{role} {purpose}" for role, purpose in people.ROLES.items())
    add.add_argument("role", choices=list(people.ROLES), help=roles)
    add.add_argument("--issuer", required=True, metavar="URL", help="the provider of the person's account")
    add.add_argument("--subject", required=True, metavar="ID", help="the provider's id of the person")
    add.add_argument("--email", default="", help="for display only")
    add.add_argument("--programme", default="", metavar="NAME", help="the name of its folder (default: all programmes)")
    add.add_argument("--area", default="", metavar="ID", help="the area that the person acts for")
    add.add_argument("--council", default="", metavar="CODE", help="the council that a councillor sits on")
    add.add_argument(
        "--from", dest="start", type=day, default=date.today(), metavar="DATE", help="the first day (default: today)"
    )
    add.add_argument("--until", type=day, metavar="DATE", help="the last day (default: none)")
    add.add_argument("--by", default="", metavar="WHO", help="who grants it, for the record")
    add.set_defaults(run=added)
    listed = steps.add_parser("list", help="list the permissions that hold today")
    listed.add_argument("--all", action="store_true", help="those that do not hold today as well")
    listed.set_defaults(run=listing)
    ended = steps.add_parser("end", help="end a permission at once")
    ended.add_argument("permission", type=int, metavar="NUMBER", help="see: biglocal people list")
    ended.set_defaults(run=ended_line)
    out = steps.add_parser("out", help="end all sessions of a person at once; the permissions stay")
    out.add_argument("--issuer", required=True, metavar="URL", help="the provider of the person's account")
    out.add_argument("--subject", required=True, metavar="ID", help="the provider's id of the person")
    out.set_defaults(run=sessions_ended)
    account = steps.add_parser("events", help="write the account of what was done as CSV")
    account.add_argument("--since", type=day, default=date.min, metavar="DATE", help="from this day on")
    account.add_argument("--remove-before", type=day, metavar="DATE", help="delete what is older instead")
    account.set_defaults(run=account_csv)
    return top


def day(text: str) -> date:
    """Return a day as written. Raise ArgumentTypeError where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day. Write it as 2026-03-12.") from None


def added(options: argparse.Namespace) -> str:
    """Grant a permission and return a line about it. Raise Refused where the programme or place does not exist."""
    if options.programme and options.programme not in db.programme_ids():
        raise Refused(f"There is no programme “{options.programme}” with a build.")
    if options.programme and (options.area or options.council):
        catalogue = catalogue_of(db.public_build(options.programme))
        if options.area and options.area not in catalogue.areas.index:
            raise Refused(f"There is no area with the id “{options.area}” in {catalogue.programme['programme_name']}.")
        if options.council and options.council not in catalogue.councils.index:
            raise Refused(f"No area of {catalogue.programme['programme_name']} is in a council “{options.council}”.")
    number = people.grant(
        Permission(
            issuer=options.issuer,
            subject=options.subject,
            role=options.role,
            valid_from=options.start,
            granted_by=options.by,
            email=options.email,
            programme_id=options.programme,
            area_id=options.area,
            council_code=options.council,
            valid_until=options.until,
        )
    )
    return f"Permission {number} is granted."


def listing(options: argparse.Namespace) -> str:
    """Return a line for each permission that holds today, or for all."""
    chosen = [row for row in people.permissions() if options.all or row.holds(date.today())]
    return "\n".join(map(line, chosen)) or "Nobody has a permission."


def line(permission: Permission) -> str:
    """Return a permission as a line: number, role, where, who, and for how long."""
    where = permission.area_id or permission.council_code
    programme = permission.programme_id or "all programmes"
    until = f" until {permission.valid_until}" if permission.valid_until else ""
    ended = f", ended {permission.ended_at} UTC" if permission.ended_at else ""
    by = f", granted by {permission.granted_by}" if permission.granted_by else ""
    email = f" ({permission.email})" if permission.email else ""
    return (
        f"{permission.permission_id}: {permission.role}, {programme}{f', {where}' if where else ''}: "
        f"{permission.subject} of {permission.issuer}{email}, from {permission.valid_from}{until}{by}{ended}"
    )


def ended_line(options: argparse.Namespace) -> str:
    """End a permission and return a line about it."""
    permission = people.end(options.permission)
    return f"Permission {options.permission} is ended: {permission.role}, {permission.subject} of {permission.issuer}."


def sessions_ended(options: argparse.Namespace) -> str:
    """End all sessions of a person and say how many there were."""
    count = people.end_sessions(options.issuer, options.subject)
    return f"{count} {'session' if count == 1 else 'sessions'} ended."


def account_csv(options: argparse.Namespace) -> str:
    """Return the events as CSV that no spreadsheet takes for formulas, or delete old ones and say how many."""
    if options.remove_before:
        count = people.remove_events(options.remove_before)
        return f"{count} {'event' if count == 1 else 'events'} removed."
    columns = list(Event.__dataclass_fields__)
    rows = pd.DataFrame([vars(happening) for happening in people.events(options.since)], columns=columns)
    return csv_bytes(rows).decode("utf-8-sig").rstrip("\r\n")


if __name__ == "__main__":
    sys.exit(main())
