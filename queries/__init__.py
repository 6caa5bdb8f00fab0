"""SQL in files: one SELECT each, its purpose in the comment lines on top, values as ``$name`` parameters.

``load("pages/map_areas")`` returns one file; ``named("checks")`` returns a folder's files in order of name.
Nothing here runs SQL or knows a database.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Query:
    """One SQL file: its name without ending, the comment on top, the statement, and the parameters it takes."""

    name: str
    comment: str
    sql: str
    parameters: frozenset[str]

    @property
    def purpose(self) -> str:
        """The first line of the comment: what the query is for, or what a check claims."""
        return self.comment.partition("\n")[0]


def read(path: Path) -> Query:
    """Return the query in one file. Raise ValueError if no comment on top says what it is for."""
    lines = path.read_text(encoding="utf-8").splitlines()
    top = next((number for number, line in enumerate(lines) if not line.startswith("--")), len(lines))
    comment = "\n".join(line.removeprefix("--").strip() for line in lines[:top])
    if not comment:
        raise ValueError(f"{path}: begin the file with a comment that says what it is for")
    sql = "\n".join(lines[top:]).strip().removesuffix(";")
    return Query(path.stem, comment, sql, frozenset(re.findall(r"\$([a-z_]\w*)", sql)))


@cache
def load(name: str) -> Query:
    """Return the query of that name, for example ``pages/map_areas``."""
    return read(FOLDER / f"{name}.sql")


def named(folder: str) -> list[Query]:
    """Return all queries of one folder in order of name."""
    return [read(path) for path in sorted((FOLDER / folder).glob("*.sql"))]
