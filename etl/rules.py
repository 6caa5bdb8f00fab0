"""Rules that hold between rows: the files of ``queries/checks`` that name a table of returns.

The first line of such a file is the claim; ``table:`` names the table, ``severity:`` is error (the row is refused) or
warning (it is kept and listed), ``mend:`` says what to do. Its SELECT returns the key of each bad row and ``says``, the
words for what is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import queries
from etl.contract import Contract, quoted
from etl.errors import DataError

SEVERITIES = ("error", "warning")


@dataclass(frozen=True)
class Rule:
    """One rule about the rows of one table."""

    name: str
    claim: str
    contract: Contract
    is_error: bool
    mend: str
    sql: str


def rules(contracts: Mapping[str, Contract]) -> list[Rule]:
    """Return every rule, those that contracts imply first. Raise DataError if the heading of a file is wrong."""
    returned = [contract for contract in contracts.values() if contract.is_returned]
    all_rules = [rule for contract in returned for rule in _reference_rules(contract, contracts)]
    for query in queries.named("checks"):
        head = heading_lines(query)
        if not head.keys() & {"table", "severity", "mend"}:
            continue
        if head.get("table") not in contracts or head.get("severity") not in SEVERITIES or not head.get("mend"):
            raise DataError(
                f"queries/checks/{query.name}.sql: the head needs table (a table there is), severity "
                f"({' or '.join(SEVERITIES)}) and mend (what to do)."
            )
        contract = contracts[head["table"]]
        is_error = head["severity"] == "error"
        all_rules.append(Rule(query.name, query.purpose, contract, is_error, head["mend"], query.sql))
    return all_rules


def heading_lines(query: queries.Query) -> dict[str, str]:
    """Return the ``key: value`` lines in the comment of a check."""
    lines = (line.partition(":") for line in query.comment.splitlines()[1:])
    return {key.strip(): value.strip() for key, colon, value in lines if colon}


def _reference_rules(contract: Contract, contracts: Mapping[str, Contract]) -> list[Rule]:
    """Return a rule for each column that refers to a row of another table of returns."""
    reference_rules = []
    for column in contract.columns:
        table, _, name = column.references.partition(".")
        if table not in contracts or not contracts[table].is_returned:
            continue
        key = ", ".join(quoted(part) for part in contract.key)
        title = contracts[table].title.lower()
        sql = (
            f"SELECT {key}, '“' || {quoted(column.name)} || '” is not in the table of {title}' AS says "
            f"FROM {quoted(contract.table)} WHERE {quoted(column.name)} IS NOT NULL "
            f"AND {quoted(column.name)} NOT IN (SELECT {quoted(name)} FROM {quoted(table)})"
        )
        mend = f"Load it with the {title} first, or mend the spelling."
        reference_rules.append(
            Rule(
                f"{contract.table}_{column.name}_is_known",
                f"Every {column.heading} is known.",
                contract,
                True,
                mend,
                sql,
            )
        )
    return reference_rules
