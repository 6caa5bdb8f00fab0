"""A database with the tables of returns, and the macros as the build makes them."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

import queries
from tests.queries.macro_calls import Ask
from tests.queries.returned_rows import Database, prepare


@pytest.fixture
def db() -> Iterator[Database]:
    """Return a database with the tables of returns, and no row in them."""
    with duckdb.connect() as connection:
        prepare(connection)
        yield connection


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """Return a function that works out expressions with the macros of the project, as the build makes them."""
    with duckdb.connect() as db:
        for query in queries.named("macros"):
            db.execute(query.sql)

        def answer(expression: str) -> tuple[Any, ...]:
            (row,) = db.execute(f"SELECT {expression}").fetchall()
            return row

        yield answer
