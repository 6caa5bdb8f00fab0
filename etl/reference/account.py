"""Accounts of what happened in areas, in words of our own, and the facts that each rests on."""

from pathlib import Path
from typing import Any

import pandas as pd

from etl.contract import yaml_mapping
from etl.errors import DataError
from etl.reference.gathered import KEY_LENGTH

ACCOUNTS: dict[str, dict[str, Any]] = yaml_mapping(Path(__file__).with_suffix(".yml"))
COLUMNS = ["account_id", "area_id", "theme", "title", "council_role", "what_happened", "outcome", "year"]


def account() -> pd.DataFrame:
    """Return every account, a row each, in order of ``account_id``."""
    rows = [{"account_id": account_id, **fields} for account_id, fields in sorted(ACCOUNTS.items())]
    return pd.DataFrame(rows, columns=COLUMNS)


def account_fact(facts: pd.DataFrame, by_hand: pd.DataFrame) -> pd.DataFrame:
    """Return ``account_id, fact_id``: the facts behind each account, of ``facts`` and of those kept ``by_hand``.

    Raise DataError naming each account with a fact that is not there, was left out or belongs to another area.
    """
    areas = dict(zip([*facts["fact_id"], *by_hand["fact_id"]], [*facts["area_id"], *by_hand["area_id"]], strict=True))
    by_key = {fact_id[-KEY_LENGTH:]: fact_id for fact_id in facts["fact_id"]}
    rows, problems = [], []
    for account_id, fields in sorted(ACCOUNTS.items()):
        for key in fields["facts"]:
            fact_id = by_key.get(key, key)
            if areas.get(fact_id) != fields["area_id"]:
                problems.append(
                    f"etl/reference/account.yml: the account {account_id} rests on {key}, which is no fact about "
                    f"{fields['area_id'] or 'the whole programme'}."
                )
            rows.append((account_id, fact_id))
    if problems:
        raise DataError(*problems)
    return pd.DataFrame(sorted(rows), columns=["account_id", "fact_id"])
